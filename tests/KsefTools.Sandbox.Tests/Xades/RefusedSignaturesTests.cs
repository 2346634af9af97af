using System.Net;
using System.Security.Cryptography;
using System.Text;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.Xades;

public sealed class RefusedSignaturesTests : XadesTest
{
    private const string Negative = "Podpis zweryfikowany negatywnie.";
    private const string Unsupported = "Podpis złożony z użyciem niewspieranego algorytmu kryptograficznego.";
    private const string NoProfile = "Format podpisu niezgodny z akceptowanymi profilami XAdES.";
    private static TestSignature Seal => new(TestCertificates.Seal(Client.Value));

    private static TestSignature RsaSeal => new(TestCertificates.Seal(Client.Value, TestCertificates.RsaKey()));

    [Fact]
    public async Task What_was_changed_after_signing_is_9105()
    {
        var signed = Seal.Sign(Request(await ChallengeAsync()));

        var answer = await SendXmlAsync(
            signed.Replace("certificateSubject", "certificateFingerprint", StringComparison.Ordinal)
        );

        Assert.Equal((9105, Negative), (answer.Code, answer.Detail));
    }

    [Fact]
    public async Task A_changed_signing_time_is_9105()
    {
        var signed = Seal.Sign(Request(await ChallengeAsync()));

        var answer = await SendXmlAsync(signed.Replace("T07:59:00Z", "T07:58:00Z", StringComparison.Ordinal));

        Assert.Equal((9105, Negative), (answer.Code, answer.Detail));
    }

    [Fact]
    public async Task An_ECDSA_signature_in_DER_is_9105()
    {
        var answer = await StartXadesAsync(Seal with { Format = DSASignatureFormat.Rfc3279DerSequence });

        Assert.Equal((9105, Negative), (answer.Code, answer.Detail));
    }

    [Fact]
    public async Task Properties_that_name_another_certificate_are_9105()
    {
        using var other = TestCertificates.Seal(Client.Value);

        var answer = await StartXadesAsync(Seal with { Named = other });

        Assert.Equal((9105, Negative), (answer.Code, answer.Detail));
    }

    [Fact]
    public async Task Properties_that_name_another_issuer_are_9105()
    {
        var answer = await StartXadesAsync(Seal with { IssuerName = "CN=Somebody else, C=PL" });

        Assert.Equal((9105, Negative), (answer.Code, answer.Detail));
    }

    [Fact]
    public async Task The_issuers_name_may_be_written_in_the_other_order()
    {
        var seal = TestCertificates.Create(
            null,
            ("2.5.4.3", "Biuro"),
            ("2.5.4.10", "Biuro sp. z o.o."),
            ("2.5.4.97", $"VATPL-{Client.Value}"),
            ("2.5.4.6", "PL")
        );
        var name = $"CN=Biuro,O=Biuro sp. z o.o.,OID.2.5.4.97=VATPL-{Client.Value},C=PL";

        var there = await StartXadesAsync(new TestSignature(seal) { IssuerName = name });
        var back = await StartXadesAsync(
            new TestSignature(seal) { IssuerName = string.Join(',', name.Split(',').Reverse()) }
        );

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (there.Status, back.Status));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task A_signature_of_no_XAdES_profile_is_9105(bool withProperties, bool signsProperties)
    {
        var answer = await StartXadesAsync(
            Seal with
            {
                WithProperties = withProperties,
                SignsProperties = signsProperties,
            }
        );

        Assert.Equal((9105, NoProfile), (answer.Code, answer.Detail));
    }

    [Fact]
    public async Task A_lenient_sandbox_only_warns_of_it_unless_the_caller_insists()
    {
        Host.Main.Settings.XadesOnlyWarned = true;
        var signature = Seal with { WithProperties = false };

        var lenient = await StartXadesAsync(signature);
        var strict = await SendXmlAsync(
            signature.Sign(Request(await ChallengeAsync())),
            "",
            ("X-KSeF-Feature", "enforce-xades-compliance")
        );

        Assert.Equal(HttpStatusCode.Accepted, lenient.Status);
        Assert.StartsWith("[sig-001]: ", lenient.Warning, StringComparison.Ordinal);
        Assert.Equal(9105, strict.Code);
    }

    [Fact]
    public async Task SHA_1_is_refused_unless_a_setting_lets_it_in()
    {
        var signature = RsaSeal with { Hash = HashAlgorithmName.SHA1 };

        var strict = await StartXadesAsync(signature);
        Host.Main.Settings.Sha1Signatures = true;
        var lenient = await StartXadesAsync(signature);

        Assert.Equal((9105, Unsupported), (strict.Code, strict.Detail));
        Assert.Equal(HttpStatusCode.Accepted, lenient.Status);
    }

    [Fact]
    public async Task RSA_PSS_is_refused_unless_a_setting_lets_it_in()
    {
        var signature = RsaSeal with { Padding = RSASignaturePadding.Pss };

        var strict = await StartXadesAsync(signature);
        Host.Main.Settings.RsaPssSignatures = true;
        var lenient = await StartXadesAsync(signature);

        Assert.Equal((9105, Unsupported), (strict.Code, strict.Detail));
        Assert.Equal(HttpStatusCode.Accepted, lenient.Status);
    }

    [Fact]
    public async Task The_one_documented_filter_leaves_the_signature_out_and_any_other_is_9105()
    {
        var documented = Seal with { Transform = Filter("not(ancestor-or-self::ds:Signature)") };
        var nothing = Seal with { Transform = Filter("false()") };

        var refused = await StartXadesAsync(nothing);

        Assert.Equal((9105, Unsupported), (refused.Code, refused.Detail));
        Assert.Equal(HttpStatusCode.Accepted, (await StartXadesAsync(documented)).Status);
    }

    [Theory]
    [InlineData("#props")]
    [InlineData("http://localhost/elsewhere.xml")]
    [InlineData("elsewhere.xml")]
    public async Task A_signature_that_does_not_cover_the_request_is_9105(string uri)
    {
        Assert.Equal(9105, (await StartXadesAsync(Seal with { DataUri = uri })).Code);
    }

    [Fact]
    public async Task A_reference_to_the_properties_of_another_type_is_9105()
    {
        var signature = Seal with { SignedPropertiesType = "http://www.w3.org/2000/09/xmldsig#Object" };

        Assert.Equal(9105, (await StartXadesAsync(signature)).Code);
    }

    [Fact]
    public async Task No_signature_is_9102_and_two_are_9103()
    {
        var unsigned = Request(await ChallengeAsync());
        var twice = Seal.Sign(Seal.Sign(unsigned));

        Assert.Equal(9102, (await SendXmlAsync(unsigned)).Code);
        Assert.Equal(9103, (await SendXmlAsync(twice)).Code);
    }

    [Theory]
    [InlineData(21001, "no XML at all")]
    [InlineData(21001, "")]
    [InlineData(9101, "<!DOCTYPE AuthTokenRequest [<!ENTITY x \"y\">]><AuthTokenRequest>&x;</AuthTokenRequest>")]
    [InlineData(9101, "<a><b><ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"/></b></a>")]
    [InlineData(21217, "<?xml version=\"1.0\" encoding=\"iso-8859-2\"?><a/>")]
    public async Task A_document_that_is_none_says_what_is_wrong(int code, string text)
    {
        Assert.Equal(code, (await SendXmlAsync(text)).Code);
    }

    [Fact]
    public async Task Letters_that_are_not_UTF_8_are_21217()
    {
        Assert.Equal(21217, (await SendXmlAsync(Encoding.Latin1.GetBytes("<a>ó</a>"))).Code);
    }

    [Theory]
    [InlineData("<Challenge>", "<Challenge>x")]
    [InlineData("<SubjectIdentifierType>", "<Surplus/><SubjectIdentifierType>")]
    [InlineData("certificateSubject", "certificateIssuer")]
    [InlineData("<Nip>5265877635</Nip>", "<Nip>0000000000</Nip>")]
    [InlineData("token/2.1", "token/1.0")]
    public async Task What_breaks_the_schema_is_21401_and_says_where(string part, string instead)
    {
        var xml = Request(await ChallengeAsync()).Replace(part, instead, StringComparison.Ordinal);

        var answer = await SendXmlAsync(Seal.Sign(xml));

        Assert.Equal(21401, answer.Code);
        Assert.NotEmpty(answer.Detail);
    }

    [Fact]
    public async Task Addresses_in_schema_2_0_match_no_pattern()
    {
        const string policy =
            "<AuthorizationPolicy><AllowedIps><Ip4Address>127.0.0.1</Ip4Address></AllowedIps></AuthorizationPolicy>";
        var strict = await SendXmlAsync(Seal.Sign(Request(await ChallengeAsync(), schema: Schema20, policy: policy)));
        Host.Main.Settings.Schema20Addresses = true;
        var lenient = await SendXmlAsync(Seal.Sign(Request(await ChallengeAsync(), schema: Schema20, policy: policy)));

        Assert.Equal((21401, HttpStatusCode.Accepted), (strict.Code, lenient.Status));
    }

    [Fact]
    public async Task A_challenge_serves_once_and_for_ten_minutes()
    {
        var challenge = await ChallengeAsync();
        var late = await ChallengeAsync();
        Assert.Equal(HttpStatusCode.Accepted, (await SendXmlAsync(Seal.Sign(Request(challenge)))).Status);

        var again = await SendXmlAsync(Seal.Sign(Request(challenge)));
        Host.Clock.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(1));
        var tooLate = await SendXmlAsync(Seal.Sign(Request(late)));

        Assert.Equal((21111, 21111), (again.Code, tooLate.Code));
    }

    private static string Filter(string expression) =>
        "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\">"
        + $"<ds:XPath xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">{expression}</ds:XPath></ds:Transform>";
}
