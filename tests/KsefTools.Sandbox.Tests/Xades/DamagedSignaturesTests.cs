using System.Net;
using System.Xml;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.Xades;

public sealed class DamagedSignaturesTests : XadesTest
{
    [Theory]
    [InlineData("remove")]
    [InlineData("empty")]
    [InlineData("nonsense")]
    [InlineData("bare")]
    public async Task Whatever_part_is_damaged_nobody_signs_in_and_the_answer_is_a_400(string damage)
    {
        using var seal = TestCertificates.Seal(Client.Value);
        var signed = new TestSignature(seal).Sign(Request(await ChallengeAsync()));
        var parts = Parse(signed).SelectNodes("//*[local-name()='Signature']//*")!.Count;
        Assert.True(parts > 20);
        for (var part = 0; part < parts; part++)
        {
            var damaged = Parse(signed);
            var element = (XmlElement)damaged.SelectNodes("//*[local-name()='Signature']//*")![part]!;
            var name = element.Name;
            if (!Damage(element, damage))
                continue;
            var answer = await SendXmlAsync(damaged.OuterXml);
            Assert.True(answer.Status == HttpStatusCode.BadRequest, $"{damage} {name}: {(int)answer.Status}");
            Assert.True(answer.Code is 9105 or 21115, $"{damage} {name}: {answer.Code}");
        }
    }

    private static bool Damage(XmlElement element, string damage)
    {
        switch (damage)
        {
            case "remove":
                element.ParentNode!.RemoveChild(element);
                return true;
            case "empty":
                element.InnerXml = "";
                return element.LocalName
                    is not ("Transform" or "DigestMethod" or "SignatureMethod" or "CanonicalizationMethod");
            case "nonsense":
                element.InnerXml = "żółw";
                return element.LocalName
                    is not ("Transform" or "DigestMethod" or "SignatureMethod" or "CanonicalizationMethod");
            default:
                if (element.Attributes.Count == 0 || element.LocalName is "QualifyingProperties")
                    return false;
                foreach (var attribute in element.Attributes.OfType<XmlAttribute>().ToList())
                    attribute.Value = attribute.Prefix is "xmlns" || attribute.Name is "xmlns" ? attribute.Value : "x";
                return element.Attributes.OfType<XmlAttribute>().Any(a => a.Value is "x");
        }
    }

    private static XmlDocument Parse(string xml)
    {
        var document = new XmlDocument { PreserveWhitespace = true };
        document.LoadXml(xml);
        return document;
    }
}
