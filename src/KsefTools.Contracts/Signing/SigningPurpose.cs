namespace KsefTools;

/// <summary>What a request that is signed elsewhere is for.</summary>
public enum SigningPurpose : long
{
    /// <summary>A session, which later commands use.</summary>
    Session,

    /// <summary>A session, and with it a KSeF certificate.</summary>
    Enrolment,
}
