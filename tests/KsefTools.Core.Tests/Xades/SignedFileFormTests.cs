using System.Text;
using KsefTools.Core.SignIn.Xades.Checking;
using static KsefTools.Core.SignIn.Xades.Checking.SignedRequestFailure;

namespace KsefTools.Core.Tests.Xades;

/// <summary>What comes back from signing in another form, told by its content or else by its name.</summary>
public sealed class SignedFileFormTests
{
    private const string Request = "<AuthTokenRequest xmlns=\"http://ksef.mf.gov.pl/auth/token/2.1\"/>";

    [Theory]
    [InlineData("PK\u0003\u0004", Container)]
    [InlineData("%PDF-1.7", Pdf)]
    [InlineData("0\u0082", Cades)]
    [InlineData("-----BEGIN PKCS7-----", Cades)]
    [InlineData("<?xml version=\"1.0\" encoding=\"windows-1250\"?>" + Request, NotUtf8)]
    [InlineData("<?xml version=\"1.0\" encoding=\"utf-8\"?>" + Request, null)]
    [InlineData("<?xml version=\"1.0\" encoding=\"windows-1250\"?><other/>", null)]
    [InlineData("<!DOCTYPE AuthTokenRequest>" + Request, WithDoctype)]
    [InlineData(Request, null)]
    public void Another_form_is_told_by_how_it_begins(string content, SignedRequestFailure? expected) =>
        Assert.Equal(expected, SignedFileForm.Refused(Encoding.UTF8.GetBytes(content)));

    [Theory]
    [InlineData("003C0061", NotUtf8)]
    [InlineData("3C006100", NotUtf8)]
    [InlineData("3C61B93E", NotUtf8)]
    [InlineData("61B962", null)]
    public void What_is_no_UTF_8_is_told_where_it_may_be_XML(string content, SignedRequestFailure? expected) =>
        Assert.Equal(expected, SignedFileForm.Refused(Convert.FromHexString(content)));

    [Theory]
    [InlineData(Request, RequestInBase64)]
    [InlineData("0 is how DER begins", Cades)]
    [InlineData("nothing of the kind", null)]
    [InlineData("<a/>", null)]
    public void Base64_is_looked_into(string inside, SignedRequestFailure? expected) =>
        Assert.Equal(expected, SignedFileForm.Refused(Encoding.UTF8.GetBytes(Base64(inside))));

    [Fact]
    public void Base64_is_a_request_only_where_there_is_one_in_it()
    {
        Assert.True(SignedFileForm.IsBase64OfRequest(Base64(Request)));
        Assert.False(SignedFileForm.IsBase64OfRequest(Base64("<another>request</another>")));
    }

    [Theory]
    [InlineData("a.asice", Container)]
    [InlineData("a.ASICS", Container)]
    [InlineData("a.sce", Container)]
    [InlineData("a.scs", Container)]
    [InlineData("a.zip", Container)]
    [InlineData("a.p7m", Cades)]
    [InlineData("a.p7s", Cades)]
    [InlineData("a.p7b", Cades)]
    [InlineData("a.p7", Cades)]
    [InlineData("a.sig", Cades)]
    [InlineData("a.pdf", Pdf)]
    [InlineData("a.xml", null)]
    public void A_name_says_the_form_where_the_content_says_nothing(string name, SignedRequestFailure? expected) =>
        Assert.Equal(expected, SignedFileForm.Named(name));

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
