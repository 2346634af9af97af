using System.Text;
using KsefTools.Core.SignIn.Xades;
using KsefTools.Core.SignIn.Xades.Checking;
using KsefTools.Core.Tests.Certificates;
using static KsefTools.Core.SignIn.Xades.Checking.SignedRequestFailure;

namespace KsefTools.Core.Tests.Xades;

/// <summary>Signed files that are nearly right, or larger, deeper or stranger than any program makes them.</summary>
public sealed class SignedRequestEdgesTests
{
    private const int Megabyte = 1024 * 1024;

    // A certificate of an Ed25519 key, by openssl.
    private const string Ed25519 =
        "MIIBWzCCAQ2gAwIBAgIULwErhQHrkFcM0Dgkc6SGZ9Ji2UYwBQYDK2VwMCMxFDASBgNVBAMMC0JpdXJvIFNpZ21hMQswCQYDVQQGEwJQTDAe"
        + "Fw0yNjExMjgxODI1NTdaFw0zNjExMjUxODI1NTdaMCMxFDASBgNVBAMMC0JpdXJvIFNpZ21hMQswCQYDVQQGEwJQTDAqMAUGAytlcAMhAKjA"
        + "T8Xe2joG3VsawntPBwjUZFQSyKtzPW4oJkPrJ03Bo1MwUTAdBgNVHQ4EFgQUhWahxirRuM5c/h6Rfq2lI61zKekwHwYDVR0jBBgwFoAUhWah"
        + "xirRuM5c/h6Rfq2lI61zKekwDwYDVR0TAQH/BAUwAwEB/zAFBgMrZXADQQAUe8L7sWE1Aqfp676G/XSD9gQ+Nk77KB6HFvxbhy8mS7xV28PO"
        + "wtyEKKCJWjEkEPAqVRDhHIwgYXwSiajWL5cJ";

    private static readonly string Signed = Encoding.UTF8.GetString(
        new XadesSigner(TestMaterial.Clock).Sign(TestRequests.For(), TestMaterial.Ec)
    );

    [Fact]
    public void A_file_of_a_megabyte_is_read()
    {
        var spaces = new string(' ', Megabyte - Encoding.UTF8.GetByteCount(Signed));

        Assert.Equal(SignatureInvalid, FailureOf(Changed("</AuthTokenRequest>", spaces + "</AuthTokenRequest>")));
    }

    [Fact]
    public void A_file_that_is_nested_without_end_is_not_read()
    {
        const int Levels = 300;
        var opening = string.Concat(Enumerable.Repeat("<a>", Levels));

        Assert.Equal(Unreadable, FailureOf(opening + opening.Replace("<", "</", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("URI=\"#SignedProperties\"", "URI=\"#Nothing\"")]
    [InlineData("<SignatureValue>", "<SignatureValue>!")]
    [InlineData("</SignatureValue>", "A</SignatureValue>")]
    public void A_malformed_signature_is_no_better_than_a_wrong_one(string from, string to) =>
        Assert.Equal(SignatureInvalid, FailureOf(Changed(from, to)));

    [Fact]
    public void A_key_that_the_platform_does_not_know_leaves_the_verdict_to_KSeF()
    {
        var start = Signed.IndexOf("<X509Certificate>", StringComparison.Ordinal) + "<X509Certificate>".Length;
        var end = Signed.IndexOf("</X509Certificate>", StringComparison.Ordinal);

        var signed = Read(string.Concat(Signed.AsSpan(0, start), Ed25519, Signed.AsSpan(end)));

        Assert.Equal(("Biuro Sigma", false), (signed.Signer.CommonName, signed.IsVerified));
    }

    [Theory]
    [InlineData("Id", "#Request", SignatureInvalid)]
    [InlineData("ID", "#Request", SignatureInvalid)]
    [InlineData("id", "#Request", SignatureInvalid)]
    [InlineData("Name", "#Request", NotCovered)]
    [InlineData("Id", "#xpointer(id(&quot;Request&quot;))", SignatureInvalid)]
    [InlineData("Id", "/Request", NotCovered)]
    [InlineData("Id", "#a))", NotCovered)]
    [InlineData("Id", "#xpointer(id(a", NotCovered)]
    public void The_request_is_covered_by_its_own_name_alone(
        string attribute,
        string uri,
        SignedRequestFailure expected
    )
    {
        var named = Changed("<AuthTokenRequest ", $"<AuthTokenRequest {attribute}=\"Request\" ");

        Assert.Equal(expected, FailureOf(named.Replace("URI=\"\"", $"URI=\"{uri}\"", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("<Challenge>20261122-CR-461EA5B000-537A6BA15D-D7</Challenge>", "")]
    [InlineData("</Challenge>", "</Challenge><Challenge>20261122-CR-461EA5B001-537A6BA15D-D8</Challenge>")]
    [InlineData("<ContextIdentifier><Nip>5260001246</Nip></ContextIdentifier>", "")]
    [InlineData("</ContextIdentifier>", "</ContextIdentifier><ContextIdentifier><Nip>1</Nip></ContextIdentifier>")]
    [InlineData("<Nip>5260001246</Nip>", "")]
    [InlineData("</Nip>", "</Nip><Nip>1111111111</Nip>")]
    [InlineData("<Nip>5260001246</Nip>", "<Regon>5260001246</Regon>")]
    [InlineData("<SubjectIdentifierType>certificateSubject</SubjectIdentifierType>", "")]
    [InlineData("certificateSubject", "certificate")]
    [InlineData("</SubjectIdentifierType>", "</SubjectIdentifierType><Another/>")]
    [InlineData("</SubjectIdentifierType>", "</SubjectIdentifierType><AuthorizationPolicy/><AuthorizationPolicy/>")]
    [InlineData("auth/token/2.1", "auth/token/2.2")]
    public void A_request_that_says_too_little_or_too_much_is_none(string from, string to) =>
        Assert.Equal(NotARequest, FailureOf(Changed(from, to)));

    [Theory]
    [InlineData("\uFEFF<?xml version='1.0' encoding='windows-1250'?><AuthTokenRequest/>", NotUtf8)]
    [InlineData("<?xml version='1.0' encoding='us-ascii'?><AuthTokenRequest/>", null)]
    [InlineData("<?xml version='1.0' encoding='ASCII'?><AuthTokenRequest/>", null)]
    [InlineData("<?xml version='1.0' encoding='utf8'?><AuthTokenRequest/>", null)]
    public void A_declaration_counts_after_a_mark_and_in_each_name_of_UTF_8(
        string content,
        SignedRequestFailure? expected
    ) => Assert.Equal(expected, SignedFileForm.Refused(Encoding.UTF8.GetBytes(content)));

    [Theory]
    [InlineData("\uFEFF<AuthTokenRequest/>", RequestInBase64)]
    [InlineData("<abcdefghi/>", RequestInBase64)]
    [InlineData("<abcdef/>", null)]
    public void Base64_counts_with_a_mark_and_from_sixteen_letters_on(string inside, SignedRequestFailure? expected)
    {
        var content = Convert.ToBase64String(Encoding.UTF8.GetBytes(inside));

        Assert.Equal(expected, SignedFileForm.Refused(Encoding.ASCII.GetBytes($" {content}\n")));
    }

    [Theory]
    [InlineData("FFFE4100")]
    [InlineData("FEFF0041")]
    public void A_mark_of_UTF_16_tells_it_whatever_follows(string content) =>
        Assert.Equal(NotUtf8, SignedFileForm.Refused(Convert.FromHexString(content)));

    [Fact]
    public void Each_failure_has_a_sentence_of_its_own()
    {
        var sentences = Enum.GetValues<SignedRequestFailure>().Select(SignedRequestSentences.Of).ToList();

        Assert.Equal(sentences, sentences.Distinct(StringComparer.Ordinal));
    }

    private static SignedRequest Read(string text) => SignedRequestCheck.Read(Encoding.UTF8.GetBytes(text));

    private static SignedRequestFailure FailureOf(string text) =>
        Assert.Throws<SignedRequestException>(() => Read(text)).Failure;

    private static string Changed(string from, string to)
    {
        var at = Signed.IndexOf(from, StringComparison.Ordinal);
        Assert.True(at >= 0, from);
        return Signed.Remove(at, from.Length).Insert(at, to);
    }
}
