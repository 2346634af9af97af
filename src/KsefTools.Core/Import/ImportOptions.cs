using KsefTools.Core.Api.Environments;

namespace KsefTools.Core.Import;

/// <summary>How to import.</summary>
public sealed record ImportOptions
{
    /// <summary>The vault for new secrets; null for the office's default.</summary>
    public string? Vault { get; init; }

    /// <summary>The environment of rows that name none; null for the profile's or the office's.</summary>
    public string? Environment { get; init; }

    /// <summary>Which environments a row may name.</summary>
    public AllowedEnvironments Allowed { get; init; } = AllowedEnvironments.BuiltIn;

    /// <summary>Whether a client's present token may be replaced by the spreadsheet's.</summary>
    public bool Replace { get; init; }
}
