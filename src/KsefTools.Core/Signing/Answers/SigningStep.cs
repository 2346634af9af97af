namespace KsefTools.Core.Signing.Answers;

/// <summary>The steps of an answer as its journal names them.</summary>
internal static class SigningStep
{
    /// <summary>The signed file is about to leave: from here on, KSeF may have taken it.</summary>
    public const string Sending = "sending";

    /// <summary>The session is in the cache.</summary>
    public const string SignedIn = "signed in";

    /// <summary>KSeF let nobody in.</summary>
    public const string Refused = "refused";

    /// <summary>A new request waits in its place.</summary>
    public const string Reissued = "reissued";

    /// <summary>The enrolment, which has a journal of its own, came to its end.</summary>
    public const string Enrolled = "enrolled";
}
