namespace KsefTools;

/// <summary>Whether a client's invoices may be sent now: exactly one for each client.</summary>
public sealed record KsefSendingTest
{
    public required string Nip { get; init; }

    public required string Name { get; init; }

    public required string Environment { get; init; }

    /// <summary>Healthy where they may; Unknown where KSeF or the vault did not answer.</summary>
    public required CredentialStatus Status { get; init; }

    public bool MaySend => Status is CredentialStatus.Healthy;

    /// <summary>Why not, in one sentence; null where they may.</summary>
    public string? Reason { get; init; }

    /// <summary>What to type next; null where nothing is to do.</summary>
    public string? Remedy { get; init; }

    /// <summary>What the session may do.</summary>
    public TextList<string> Permissions { get; init; } = new([]);

    /// <summary>How many invoices KSeF takes in one session; null where it does not say.</summary>
    public int? MaxInvoices { get; init; }

    /// <summary>The largest invoice that KSeF takes, in MB; null where it does not say.</summary>
    public int? MaxInvoiceSizeInMB { get; init; }

    /// <summary>The secret whose session it was.</summary>
    public string? SecretName { get; init; }

    public SignInKind SignIn { get; init; }

    public string? OfficePath { get; init; }
}
