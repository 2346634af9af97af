using KsefTools.Core.Api;
using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.SignIn.Xades;
using KsefTools.Core.Signing;
using KsefTools.Core.Tests.Office;

namespace KsefTools.Core.Tests.Signing;

public sealed class SigningOrderTests : IDisposable
{
    private const string OtherNip = "7762811692";

    private readonly OfficeBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("seal", OtherNip, OtherNip)]
    [InlineData("person", OtherNip, "5260001246")]
    [InlineData("person", "92092116350", "5260001246")]
    public void A_seal_asks_in_the_name_of_its_own_number_and_all_others_in_the_offices(
        string kind,
        string subject,
        string context
    )
    {
        Name(kind, subject);

        var order = SigningOrder.Of(_bench.Office, "szefowa");

        Assert.Equal(new ContextIdentifier(ContextType.Nip, context), order.Context);
        Assert.Equal(SubjectIdentifierType.CertificateSubject, order.SubjectType);
    }

    [Fact]
    public void One_that_KSeF_knows_by_a_fingerprint_asks_by_it()
    {
        Name("fingerprint", new string('A', 64));

        var order = SigningOrder.Of(_bench.Office, "szefowa");

        Assert.Equal(SubjectIdentifierType.CertificateFingerprint, order.SubjectType);
        Assert.Equal("5260001246", order.Context.Value);
    }

    [Fact]
    public void What_the_request_is_for_becomes_the_order_of_the_certificate()
    {
        var terms = new EnrolmentTerms
        {
            Type = CertificateType.Offline,
            Algorithm = KeyAlgorithm.Rsa,
            Label = "Kasa",
            Vault = "Drugi",
            Force = true,
        };
        var holder = CertificateHolder.OfIdentity("seal");
        var context = ContextIdentifier.Of(OfficeBench.OfficeNip);

        var order = terms.ToOrder(holder, KsefEnvironment.Test, context);

        Assert.Equal((holder, KsefEnvironment.Test, context), (order.Holder, order.Environment, order.Context));
        Assert.Equal((CertificateType.Offline, KeyAlgorithm.Rsa), (order.Type, order.Algorithm));
        Assert.Equal(("Kasa", "Drugi", true), (order.Label, order.Vault, order.Force));
    }

    private void Name(string kind, string subject) =>
        _bench.WriteSettings(
            "nip: \"5260001246\"\nname: S\nvault: KsefVault\nidentities:\n"
                + $"- name: szefowa\n  kind: {kind}\n  subject: \"{subject}\"\n"
        );
}
