using System.Xml.Linq;
using KsefTools.Sandbox.Http.Errors;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;

namespace KsefTools.Sandbox.Auth.Xades;

/// <summary>What a request says, once it is known to follow its schema.</summary>
internal sealed record AuthTokenRequest(
    string Challenge,
    ContextIdentifier Context,
    bool ByFingerprint,
    IReadOnlyList<Ip4Range>? AllowedIps
)
{
    /// <summary>Reads a request that follows its schema.</summary>
    /// <exception cref="RefusalException">
    /// 21401: an address that the pattern lets through and no address is.
    /// </exception>
    public static AuthTokenRequest Read(XDocument document)
    {
        var root = document.Root!;
        var space = root.Name.Namespace;
        var context = root.Element(space + "ContextIdentifier")!.Elements().Single();
        var allowed = root.Element(space + "AuthorizationPolicy")?.Element(space + "AllowedIps");
        return new AuthTokenRequest(
            Text(root, space + "Challenge"),
            new ContextIdentifier(Enum.Parse<ContextIdentifierType>(context.Name.LocalName), context.Value),
            Text(root, space + "SubjectIdentifierType") is "certificateFingerprint",
            allowed is null ? null : [.. allowed.Elements().Select(Address)]
        );
    }

    private static string Text(XElement root, XName name) => root.Element(name)!.Value.Trim();

    private static Ip4Range Address(XElement element)
    {
        var text = element.Value.Trim();
        var range = element.Name.LocalName switch
        {
            "Ip4Range" => Ip4Range.ParseRange(text),
            "Ip4Mask" => Ip4Range.ParseMask(text),
            _ => Ip4Range.ParseAddress(text),
        };
        return range ?? throw XadesRefusals.AgainstSchema($"{element.Name.LocalName}: nieprawidłowa wartość '{text}'.");
    }
}
