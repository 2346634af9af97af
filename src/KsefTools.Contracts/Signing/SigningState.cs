namespace KsefTools;

/// <summary>How far a request that is signed elsewhere has come.</summary>
public enum SigningState : long
{
    /// <summary>To be signed, and there is time.</summary>
    Waiting,

    /// <summary>Its time was over before it was answered; a signature on it is worth nothing any more.</summary>
    Late,
}
