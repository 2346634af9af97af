namespace KsefTools.Sandbox.Faults;

/// <summary>What goes wrong.</summary>
public enum FaultKind
{
    /// <summary>429 with Retry-After, in the format that was asked for.</summary>
    TooManyRequests,

    /// <summary>500 with an empty body.</summary>
    ServerError,

    /// <summary>503 with an empty body.</summary>
    Unavailable,

    /// <summary>403 with an empty body.</summary>
    EmptyForbidden,

    /// <summary>403 with the HTML page of the protective proxy, "Request blocked".</summary>
    BlockedPage,

    /// <summary>The connection is cut without an answer.</summary>
    Reset,

    /// <summary>No answer ever comes.</summary>
    NoAnswer,

    /// <summary>The right answer, late.</summary>
    Slow,

    /// <summary>The right answer, cut in half.</summary>
    TruncatedJson,

    /// <summary>The right answer with fields that the contract does not know.</summary>
    ExtraFields,

    /// <summary>The answer that the rule has in its own words: status, headers, body.</summary>
    Answer,
}
