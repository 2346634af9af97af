namespace KsefTools;

/// <summary>What part of the office a result of an audit run is about.</summary>
public enum AuditArea : long
{
    /// <summary>A client's credential: does it work, and may it do what the profile expects?</summary>
    Credential,

    /// <summary>A certificate of the office itself.</summary>
    Identity,

    /// <summary>What a client has let the office do.</summary>
    Permission,

    /// <summary>A client who has been asked to grant something.</summary>
    Waiting,

    /// <summary>A file of the office, or what a vault holds against it.</summary>
    File,

    /// <summary>An operation that did not come to its end.</summary>
    Operation,

    /// <summary>How many certificates KSeF still lets the office ask for.</summary>
    Quota,

    /// <summary>KSeF as a whole: it does not answer.</summary>
    Ksef,

    /// <summary>Who has access at the clients: it could not be read.</summary>
    Access,
}
