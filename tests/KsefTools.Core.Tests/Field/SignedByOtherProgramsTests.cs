using System.Text;
using KsefTools.Core.Identifiers;
using KsefTools.Core.SignIn.Xades;
using KsefTools.Core.SignIn.Xades.Checking;

namespace KsefTools.Core.Tests.Field;

/// <summary>What real signing programs and editors make of a request.</summary>
public sealed class SignedByOtherProgramsTests
{
    private static readonly AuthTokenRequest Asked = new(
        "20261127-CR-BFE78E89E1-8BC261E09D-AF",
        new ContextIdentifier(ContextType.Nip, "2222222222"),
        SubjectIdentifierType.CertificateSubject
    );

    [Theory]
    [InlineData("21-wrapped-digest", "v-sha512-chain.xml")]
    [InlineData("21-wrapped-digest", "v-sha512-wrap76-chain.xml")]
    [InlineData("21-wrapped-digest", "v-sha512-wrap76.xml")]
    [InlineData("22-cr-in-signed-part", "w-keyinfo-lf.xml")]
    [InlineData("23-enveloping-base64", "v-enveloping.xml")]
    [InlineData("23-enveloping-base64", "v-enveloping-xpointer.xml")]
    public void A_right_signature_is_verified_and_its_signer_found(string folder, string file)
    {
        var signed = SignedRequestCheck.Read(Cases.Read(folder, file), Asked);

        Assert.True(signed.IsVerified);
        Assert.Equal("2222222222", signed.Signer.Identity.Value);
    }

    [Theory]
    [InlineData("w-issuer-cr.xml")]
    [InlineData("w-keyinfo-cr13.xml")]
    [InlineData("w-dup-id.xml")]
    public void What_the_platform_cannot_judge_is_left_to_KSeF(string file) =>
        Assert.Equal(
            "2222222222",
            SignedRequestCheck.Read(Cases.Read("22-cr-in-signed-part", file), Asked).Signer.Identity.Value
        );

    [Fact]
    public void A_change_after_signing_is_still_noticed()
    {
        var text = Encoding.UTF8.GetString(Cases.Read("21-wrapped-digest", "v-sha512-chain.xml"));

        Assert.Equal(
            SignedRequestFailure.SignatureInvalid,
            FailureOf(Encoding.UTF8.GetBytes(text.Replace(">2222222222<", ">1111111111<", StringComparison.Ordinal)))
        );
    }

    [Theory]
    [InlineData("23-enveloping-base64", "v-enveloping-b64.xml", SignedRequestFailure.RequestInBase64)]
    [InlineData("24-resaved-by-editor", "p-ansi.xml", SignedRequestFailure.NotUtf8)]
    [InlineData("24-resaved-by-editor", "p-ansi-decl.xml", SignedRequestFailure.NotUtf8)]
    [InlineData("24-resaved-by-editor", "p-utf16.xml", SignedRequestFailure.NotUtf8)]
    [InlineData("24-resaved-by-editor", "p-doctype.xml", SignedRequestFailure.WithDoctype)]
    [InlineData("25-other-endings", "x.asice", SignedRequestFailure.Container)]
    [InlineData("25-other-endings", "x.xml.p7m", SignedRequestFailure.Cades)]
    public void What_KSeF_would_not_take_is_named_for_what_it_is(
        string folder,
        string file,
        SignedRequestFailure expected
    ) => Assert.Equal(expected, FailureOf(Cases.Read(folder, file)));

    public static TheoryData<string, SignedRequestFailure> Others =>
        new()
        {
            { "%PDF-1.7 ...", SignedRequestFailure.Pdf },
            { "-----BEGIN PKCS7-----\nMIIB\n-----END PKCS7-----", SignedRequestFailure.Cades },
            { Convert.ToBase64String("0\u0082\u0001\u0002 a whole CMS"u8), SignedRequestFailure.Cades },
            { Convert.ToBase64String(Encoding.UTF8.GetBytes(Asked.ToXml())), SignedRequestFailure.RequestInBase64 },
            {
                "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:SignedInfo/></ds:Signature>",
                SignedRequestFailure.Detached
            },
            { Asked.ToXml().Replace("utf-8", "ISO-8859-2", StringComparison.Ordinal), SignedRequestFailure.NotUtf8 },
        };

    [Theory]
    [MemberData(nameof(Others))]
    public void So_are_the_other_forms_that_programs_offer(string text, SignedRequestFailure expected) =>
        Assert.Equal(expected, FailureOf(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Utf_16_is_known_without_its_mark_too(bool isBigEndian) =>
        Assert.Equal(
            SignedRequestFailure.NotUtf8,
            FailureOf(new UnicodeEncoding(isBigEndian, byteOrderMark: false).GetBytes(Asked.ToXml()))
        );

    [Fact]
    public void A_refusal_of_form_names_the_setting_to_choose() =>
        Assert.All(
            [
                SignedRequestFailure.Container,
                SignedRequestFailure.Cades,
                SignedRequestFailure.Pdf,
                SignedRequestFailure.Detached,
                SignedRequestFailure.RequestInBase64,
            ],
            failure =>
                Assert.Contains("enveloped", new SignedRequestException(failure).Message, StringComparison.Ordinal)
        );

    private static SignedRequestFailure FailureOf(byte[] content) =>
        Assert.Throws<SignedRequestException>(() => SignedRequestCheck.Read(content)).Failure;
}
