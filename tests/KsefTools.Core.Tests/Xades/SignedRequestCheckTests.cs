using System.Security.Cryptography.X509Certificates;
using System.Text;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys;
using KsefTools.Core.SignIn.Xades;
using KsefTools.Core.SignIn.Xades.Checking;
using KsefTools.Core.Tests.Certificates;

namespace KsefTools.Core.Tests.Xades;

public sealed class SignedRequestCheckTests
{
    private static readonly XadesSigner Signer = new(TestMaterial.Clock);

    [Theory]
    [InlineData(KeyAlgorithm.Ec)]
    [InlineData(KeyAlgorithm.Rsa)]
    public void What_was_asked_and_signed_is_taken_with_its_signer(KeyAlgorithm algorithm)
    {
        var request = TestRequests.For() with { AllowedIps = TestRequests.SomeIps };
        var content = Signer.Sign(request, TestMaterial.Of(algorithm));

        var signed = SignedRequestCheck.Read(content, request);

        Assert.True(signed.IsVerified);
        Assert.Equal(TestMaterial.Of(algorithm).Details, signed.Signer);
        Assert.Equal(content, signed.Content.ToArray());
    }

    [Fact]
    public void A_file_tells_by_itself_which_challenge_it_answers() =>
        Assert.Equal(
            TestRequests.Challenge,
            SignedRequestCheck.Read(Signer.Sign(TestRequests.For(), TestMaterial.Ec)).Request.Challenge
        );

    [Theory]
    [InlineData("rsa-sha256", KeyAlgorithm.Rsa)]
    [InlineData("rsa-sha384", KeyAlgorithm.Rsa)]
    [InlineData("rsa-sha512", KeyAlgorithm.Rsa)]
    [InlineData("ecdsa-sha256", KeyAlgorithm.Ec)]
    [InlineData("ecdsa-sha384", KeyAlgorithm.Ec)]
    [InlineData("ecdsa-sha512", KeyAlgorithm.Ec)]
    public void A_file_that_another_program_signed_is_verified(string method, KeyAlgorithm algorithm)
    {
        var signed = SignedRequestCheck.Read(
            ForeignSignature.Enveloped(TestRequests.For(), TestMaterial.Of(algorithm), method),
            TestRequests.For()
        );

        Assert.True(signed.IsVerified);
    }

    [Fact]
    public void An_enveloping_signature_is_verified_too() =>
        Assert.True(
            SignedRequestCheck
                .Read(ForeignSignature.Enveloping(TestRequests.For(), TestMaterial.Rsa), TestRequests.For())
                .IsVerified
        );

    [Fact]
    public void An_algorithm_that_the_platform_does_not_know_leaves_the_verdict_to_KSeF()
    {
        var content = ForeignSignature.Enveloped(
            TestRequests.For(),
            TestMaterial.Rsa,
            "rsa-sha256",
            canonicalization: "http://www.w3.org/2006/12/xml-c14n11"
        );

        Assert.False(SignedRequestCheck.Read(content, TestRequests.For()).IsVerified);
    }

    [Theory]
    [InlineData(SignedRequestFailure.OtherChallenge)]
    [InlineData(SignedRequestFailure.OtherContext)]
    [InlineData(SignedRequestFailure.OtherRequest)]
    public void What_was_signed_must_be_what_was_asked(SignedRequestFailure expected)
    {
        var asked = TestRequests.For();
        var other = expected switch
        {
            SignedRequestFailure.OtherChallenge => asked with { Challenge = "20261122-CR-461EA5B001-537A6BA15D-D8" },
            SignedRequestFailure.OtherContext => asked with { Context = new(ContextType.Nip, "1111111111") },
            _ => asked with { SubjectType = SubjectIdentifierType.CertificateFingerprint },
        };

        Assert.Equal(expected, FailureOf(() => SignedRequestCheck.Read(Signer.Sign(other, TestMaterial.Ec), asked)));
    }

    [Theory]
    [InlineData("<SubjectIdentifierType>certificateSubject<", "<SubjectIdentifierType>certificateFingerprint<")]
    [InlineData("T11:59:00Z", "T11:58:00Z")]
    public void A_change_after_signing_is_noticed(string from, string to) =>
        Assert.Equal(
            SignedRequestFailure.SignatureInvalid,
            FailureOf(() => SignedRequestCheck.Read(Changed(Signed(), from, to)))
        );

    [Fact]
    public void Reformatting_after_signing_is_noticed() =>
        Assert.Equal(
            SignedRequestFailure.SignatureInvalid,
            FailureOf(() =>
                SignedRequestCheck.Read(Changed(Signed(), "<ContextIdentifier>", "\n  <ContextIdentifier>"))
            )
        );

    [Fact]
    public void A_request_without_a_signature_is_named_so() =>
        Assert.Equal(
            SignedRequestFailure.NotSigned,
            FailureOf(() => SignedRequestCheck.Read(Encoding.UTF8.GetBytes(TestRequests.For().ToXml())))
        );

    [Fact]
    public void A_second_signature_is_one_too_many()
    {
        var text = Encoding.UTF8.GetString(Signed());
        var start = text.IndexOf("<Signature ", StringComparison.Ordinal);
        var end = text.IndexOf("</Signature>", StringComparison.Ordinal) + "</Signature>".Length;
        var twice = text.Insert(end, text[start..end]);

        Assert.Equal(
            SignedRequestFailure.SeveralSignatures,
            FailureOf(() => SignedRequestCheck.Read(Encoding.UTF8.GetBytes(twice)))
        );
    }

    [Fact]
    public void A_signature_over_something_else_does_not_cover_the_request() =>
        Assert.Equal(
            SignedRequestFailure.NotCovered,
            FailureOf(() => SignedRequestCheck.Read(Changed(Signed(), "URI=\"\"", "URI=\"#SignedProperties\"")))
        );

    [Fact]
    public void A_bare_XML_signature_is_not_XAdES() =>
        Assert.Equal(
            SignedRequestFailure.NotXades,
            FailureOf(() =>
                SignedRequestCheck.Read(
                    Encoding.UTF8.GetBytes(
                        Encoding
                            .UTF8.GetString(Signed())
                            .Replace("SigningCertificate", "Nothing", StringComparison.Ordinal)
                    )
                )
            )
        );

    [Fact]
    public void A_signature_without_its_certificate_is_named_so() =>
        Assert.Equal(
            SignedRequestFailure.CertificateMissing,
            FailureOf(() =>
                SignedRequestCheck.Read(
                    Encoding.UTF8.GetBytes(
                        Encoding
                            .UTF8.GetString(Signed())
                            .Replace("X509Certificate>", "X509Nothing>", StringComparison.Ordinal)
                    )
                )
            )
        );

    [Fact]
    public void A_decoy_request_beside_the_signed_one_is_refused() =>
        Assert.Equal(
            SignedRequestFailure.NotARequest,
            FailureOf(() =>
                SignedRequestCheck.Read(
                    Changed(
                        Signed(),
                        "<Object>",
                        "<Object><AuthTokenRequest xmlns=\"http://ksef.mf.gov.pl/auth/token/2.1\" />"
                    )
                )
            )
        );

    [Theory]
    [InlineData("Podpisano", SignedRequestFailure.Unreadable)]
    [InlineData("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>", SignedRequestFailure.Unreadable)]
    [InlineData("<a/>", SignedRequestFailure.NotARequest)]
    [InlineData("<AuthTokenRequest xmlns=\"http://ksef.mf.gov.pl/auth/token/2.1\"/>", SignedRequestFailure.NotARequest)]
    [InlineData("<AuthTokenRequest xmlns=\"urn:other\"/>", SignedRequestFailure.NotARequest)]
    public void Anything_else_is_no_request(string text, SignedRequestFailure expected) =>
        Assert.Equal(expected, FailureOf(() => SignedRequestCheck.Read(Encoding.UTF8.GetBytes(text))));

    [Fact]
    public void The_signer_is_found_among_the_certificates_of_a_chain()
    {
        using var issuer = TestMaterial.Issue(TestMaterial.Rsa.Key, "Root", X509KeyUsageFlags.KeyCertSign);
        var pem = Convert.ToBase64String(issuer.RawData);
        var content = Changed(
            Signed(),
            "<X509Certificate>",
            $"<X509Certificate>{pem}</X509Certificate><X509Certificate>"
        );

        var signed = SignedRequestCheck.Read(content);

        Assert.True(signed.IsVerified);
        Assert.Equal(TestMaterial.Ec.Details, signed.Signer);
    }

    [Fact]
    public void A_request_is_found_before_it_is_signed() =>
        Assert.Equal(
            TestRequests.Challenge,
            SignedRequestCheck.Peek(Encoding.UTF8.GetBytes(TestRequests.For().ToXml()))?.Challenge
        );

    [Fact]
    public void No_request_is_found_in_what_is_none() => Assert.Null(SignedRequestCheck.Peek("Podpisano"u8.ToArray()));

    [Fact]
    public void A_file_of_more_than_a_megabyte_is_not_read() =>
        Assert.Equal(
            SignedRequestFailure.Unreadable,
            FailureOf(() =>
                SignedRequestCheck.Read(Changed(Signed(), "</AuthTokenRequest>", Spaces + "</AuthTokenRequest>"))
            )
        );

    [Theory]
    [InlineData("", SignedRequestFailure.Detached)]
    [InlineData("<ds:Object>BASE64</ds:Object>", SignedRequestFailure.RequestInBase64)]
    [InlineData("<ds:Other>BASE64</ds:Other>", SignedRequestFailure.Detached)]
    [InlineData("<ds:Object>a</ds:Object>", SignedRequestFailure.Detached)]
    public void A_signature_without_its_request_says_where_that_is(string inside, SignedRequestFailure expected)
    {
        var request = Convert.ToBase64String(Encoding.UTF8.GetBytes(TestRequests.For().ToXml()));
        var signature =
            "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">"
            + inside.Replace("BASE64", request, StringComparison.Ordinal)
            + "</ds:Signature>";

        Assert.Equal(expected, FailureOf(() => SignedRequestCheck.Read(Encoding.UTF8.GetBytes(signature))));
    }

    [Theory]
    [InlineData("certificateSubject<", "certificateSubject&#xD;<")]
    [InlineData("<AuthTokenRequest ", "<AuthTokenRequest a=\"&#xD;\" ")]
    [InlineData("<AuthTokenRequest ", "<AuthTokenRequest Id=\"SignedProperties\" ")]
    [InlineData("<AuthTokenRequest ", "<AuthTokenRequest ID=\"SignedProperties\" ")]
    [InlineData("<AuthTokenRequest ", "<AuthTokenRequest id=\"SignedProperties\" ")]
    public void Where_the_platform_errs_KSeF_is_left_to_judge(string from, string to) =>
        Assert.False(SignedRequestCheck.Read(Changed(Signed(), from, to)).IsVerified);

    [Theory]
    [InlineData("#xpointer(/)", SignedRequestFailure.SignatureInvalid)]
    [InlineData("#xpointer(id('Request'))", SignedRequestFailure.SignatureInvalid)]
    [InlineData("#Request", SignedRequestFailure.SignatureInvalid)]
    [InlineData("#xpointer(id('Another'))", SignedRequestFailure.NotCovered)]
    public void A_pointer_covers_the_request_that_it_names(string uri, SignedRequestFailure expected)
    {
        var named = Changed(Signed(), "<AuthTokenRequest ", "<AuthTokenRequest Id=\"Request\" ");

        Assert.Equal(expected, FailureOf(() => SignedRequestCheck.Read(Changed(named, "URI=\"\"", $"URI=\"{uri}\""))));
    }

    private static string Spaces => new(' ', 1024 * 1024);

    private static byte[] Signed() => Signer.Sign(TestRequests.For(), TestMaterial.Ec);

    private static SignedRequestFailure FailureOf(Func<object> action) =>
        Assert.Throws<SignedRequestException>(action).Failure;

    private static byte[] Changed(byte[] signed, string from, string to)
    {
        var text = Encoding.UTF8.GetString(signed);
        var at = text.IndexOf(from, StringComparison.Ordinal);
        Assert.True(at >= 0, text);
        return Encoding.UTF8.GetBytes(text.Remove(at, from.Length).Insert(at, to));
    }
}
