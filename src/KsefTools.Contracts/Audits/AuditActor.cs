namespace KsefTools;

/// <summary>Whose turn it is.</summary>
public enum AuditActor : long
{
    /// <summary>The accounting office.</summary>
    Office,

    /// <summary>The client: in the Ministry's application, or by a letter that the office writes.</summary>
    Client,

    /// <summary>The Ministry of Finance, or the network between: waiting helps, and nothing else does.</summary>
    Ministry,
}
