using System.Globalization;
using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Certificates.Care;
using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Certificates.Enrolment.Running;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Tests.Certificates.Outlooks;

/// <summary>Who is named in a sentence, and the command that it sends a person to.</summary>
public sealed class EnrolmentSentencesTests
{
    private static readonly CertificateHolder Client = CertificateHolder.OfClient(Nip.Parse("1111111111"));
    private static readonly CertificateHolder Seal = CertificateHolder.OfIdentity("seal");

    private static readonly EnrolmentPlan Plan = new()
    {
        Holder = Seal,
        Environment = "production",
        Context = ContextIdentifier.Of(Nip.Parse("5260001246")),
        Type = CertificateType.Authentication,
        Algorithm = KeyAlgorithm.Ec,
        Name = "KsefTools seal 1",
        Secret = new SecretAddress("KsefVault", "seal-1"),
    };

    [Fact]
    public void A_client_begins_by_its_number_and_an_identity_by_its_name()
    {
        Assert.Equal(
            "Client 1111111111 has no certificate to renew. The first one begins with "
                + "New-KsefSigningRequest 1111111111 -ForEnrolment.",
            EnrolmentSentences.NothingToRenew(Client)
        );
        Assert.Equal(
            "Identity seal has no certificate to renew. The first one begins with "
                + "New-KsefSigningRequest -Identity 'seal' -ForEnrolment.",
            EnrolmentSentences.NothingToRenew(Seal)
        );
    }

    [Theory]
    [InlineData("1111111111", "office.yaml names no identity '1111111111'. A client is named by -Nip 1111111111.")]
    [InlineData("nobody", "office.yaml names no identity 'nobody'.")]
    public void Who_names_a_client_as_an_identity_is_told_how_a_client_is_named(string name, string sentence) =>
        Assert.Equal(sentence, EnrolmentSentences.HolderUnknown(CertificateHolder.OfIdentity(name)));

    [Fact]
    public void A_client_that_is_not_there_is_told_as_a_client() =>
        Assert.Equal(
            "The office has no readable profile of the client 1111111111.",
            EnrolmentSentences.HolderUnknown(Client)
        );

    [Fact]
    public void Only_of_a_client_somebody_else_may_be_let_sign()
    {
        Assert.StartsWith(
            "Whoever signed in is neither client 1111111111 nor a person that its file names:",
            EnrolmentSentences.WrongIdentity(Client),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "Whoever signed in is not identity seal:",
            EnrolmentSentences.WrongIdentity(Seal),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_lost_key_is_told_with_the_certificate_where_there_is_one()
    {
        Assert.StartsWith(
            "The key KsefVault/seal-1-key is gone from the vault, though a request for it has left. Put it back",
            EnrolmentSentences.KeyLost(Plan, serial: null).Replace('\\', '/'),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "though a request for it has left (certificate 01AB). Put it back",
            EnrolmentSentences.KeyLost(Plan, "01AB"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(CertificateType.Authentication, "Request-KsefCertificate -Nip 1111111111 goes on")]
    [InlineData(CertificateType.Offline, "Request-KsefCertificate -Nip 1111111111 -Type Offline goes on")]
    public void What_goes_on_with_a_run_asks_for_the_same_certificate(CertificateType type, string command) =>
        Assert.Contains(
            command,
            EnrolmentSentences.InProgress(Plan with { Holder = Client, Type = type }, "20261122"),
            StringComparison.Ordinal
        );

    [Fact]
    public void What_is_used_up_is_told_in_numbers()
    {
        var quotas = new CertificateQuotas
        {
            CanRequest = true,
            Enrollment = new Quota(Remaining: 2, Limit: 9),
            Certificate = new Quota(Remaining: 0, Limit: 6),
        };

        Assert.Contains("7 of 9 enrolments", EnrolmentSentences.NoEnrolmentLeft(quotas), StringComparison.Ordinal);
        Assert.Contains("6 of 6 active", EnrolmentSentences.NoCertificateLeft(quotas), StringComparison.Ordinal);
    }

    [Fact]
    public void In_Polish_the_same_numbers_and_reasons_are_told()
    {
        var quotas = new CertificateQuotas
        {
            CanRequest = true,
            Enrollment = new Quota(Remaining: 2, Limit: 9),
            Certificate = new Quota(Remaining: 0, Limit: 6),
        };
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("pl-PL");

            Assert.Contains("7 z 9 wniosków", EnrolmentSentences.NoEnrolmentLeft(quotas), StringComparison.Ordinal);
            Assert.Contains("wniosek: Bo tak. ", EnrolmentSentences.Refused("Bo tak"), StringComparison.Ordinal);
            Assert.Contains("bez podania przyczyny", EnrolmentSentences.Refused(null), StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [Fact]
    public void A_refusal_without_a_reason_says_so() =>
        Assert.StartsWith(
            "KSeF refused the request: it gave no reason.",
            EnrolmentSentences.Refused(null),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(null, "No certificate of identity seal signs in, so KSeF could not be asked.")]
    [InlineData("Why.", "No certificate of identity seal signs in, so KSeF could not be asked. Why.")]
    public void That_nobody_signs_in_is_told_with_the_reason_where_there_is_one(string? why, string sentence) =>
        Assert.Equal(sentence, CareSentences.NobodySigns(Seal, why));
}
