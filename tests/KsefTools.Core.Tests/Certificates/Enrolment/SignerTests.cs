using KsefTools.Core.Certificates.Enrolment.Running;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Tests.Office;

namespace KsefTools.Core.Tests.Certificates.Enrolment;

/// <summary>Who may sign for a client's certificate, because KSeF certifies whoever signed in.</summary>
public sealed class SignerTests : IDisposable
{
    private const string Anna = "44051401359";

    private static readonly Nip Client = OfficeBench.NipNumber(7);

    private readonly OfficeBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void The_client_itself_may() => Assert.Equal([ByNip(Client.Value)], Signers(identity: null));

    [Fact]
    public void So_may_a_person_of_the_office_who_serves_it() =>
        Assert.Equal(
            [ByNip(Client.Value), new CertificateIdentity(IdentityKind.Pesel, Anna)],
            Signers(identity: "anna")
        );

    [Fact]
    public void The_office_s_seal_may_not_though_it_serves_it() =>
        Assert.Equal([ByNip(Client.Value)], Signers(identity: "seal"));

    private static CertificateIdentity ByNip(string nip) => new(IdentityKind.Nip, nip);

    private IReadOnlyList<CertificateIdentity> Signers(string? identity)
    {
        _bench.Office.Patch(editor =>
        {
            editor.AddIdentity(
                new OfficeIdentity
                {
                    Name = "seal",
                    Kind = "seal",
                    Subject = OfficeBench.OfficeNip.Value,
                }
            );
            editor.AddIdentity(
                new OfficeIdentity
                {
                    Name = "anna",
                    Kind = "person",
                    Subject = Anna,
                }
            );
        });
        _bench.Office.Profiles.Create(
            new ClientProfile
            {
                Nip = Client,
                Name = "Klient",
                Access = identity is null ? [] : [new AccessEntry { Identity = identity }],
            }
        );
        return HeldCertificate.SignersOf(
            Core.Office.OfficeFolder.Open(_bench.Office.Path),
            CertificateHolder.OfClient(Client)
        );
    }
}
