namespace KsefTools.Core.Keys.Certificates;

/// <summary>Whose files name a certificate.</summary>
public enum HolderKind
{
    /// <summary>An identity of the office, in office.yaml.</summary>
    OfficeIdentity,

    /// <summary>A client, in its profile.</summary>
    Client,
}
