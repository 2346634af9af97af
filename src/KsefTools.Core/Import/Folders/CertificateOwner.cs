using KsefTools.Core.Identifiers;

namespace KsefTools.Core.Import.Folders;

/// <summary>Whose a certificate is, or why nobody can tell.</summary>
internal readonly record struct CertificateOwner
{
    public Nip? Nip { get; private init; }

    public ImportCertainty Certainty { get; private init; }

    public ImportRefusal Refusal { get; private init; }

    /// <summary>Why it is not certain, or refused; null where it is certain.</summary>
    public string? Reason { get; private init; }

    public static CertificateOwner Of(Nip nip) => new() { Nip = nip, Certainty = ImportCertainty.Sure };

    public static CertificateOwner Likely(Nip nip, string reason) =>
        new()
        {
            Nip = nip,
            Certainty = ImportCertainty.Likely,
            Reason = reason,
        };

    public static CertificateOwner None(string reason, ImportRefusal refusal = ImportRefusal.UnknownOwner) =>
        new()
        {
            Certainty = ImportCertainty.Refused,
            Refusal = refusal,
            Reason = reason,
        };
}
