using KsefTools.Core.Identifiers;

namespace KsefTools.Core.Keys.Certificates;

/// <summary>Who has a certificate, as the office's files name it.</summary>
/// <param name="Kind">Which file.</param>
/// <param name="Name">The identity's name, or the client's NIP, or the InternalId of a client's part.</param>
public sealed record CertificateHolder(HolderKind Kind, string Name)
{
    public static CertificateHolder OfIdentity(string name) => new(HolderKind.OfficeIdentity, name);

    public static CertificateHolder OfClient(ClientId nip) => new(HolderKind.Client, nip.Value);

    /// <summary>For a sentence, in the session's language.</summary>
    public string Title => UiText.Of(ToString(), $"{(Kind is HolderKind.Client ? "klient" : "tożsamość")} {Name}");

    /// <summary>For journals and objects: <c>identity seal</c>, <c>client 5260001246</c>.</summary>
    public override string ToString() => $"{(Kind is HolderKind.Client ? "client" : "identity")} {Name}";
}
