using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Http.Errors;

namespace KsefTools.Sandbox.Auth.Xades;

/// <summary>The Ministry's schemas 2.0 and 2.1 of AuthTokenRequest (Schemas/, with their licence).</summary>
internal static class AuthTokenSchema
{
    private static readonly Lazy<XmlSchemaSet> Schemas = new(Load);

    /// <summary>Holds an unsigned request against its schema.</summary>
    /// <exception cref="RefusalException">21401.</exception>
    public static void Check(XDocument request, SandboxSettings settings)
    {
        var root = request.Root!;
        if (root.Name.LocalName is not XadesNames.Request || !Schemas.Value.Contains(root.Name.NamespaceName))
            throw XadesRefusals.AgainstSchema($"Nieznany element {root.Name}.");
        string? fault = null;
        request.Validate(Schemas.Value, (_, found) => fault ??= found.Message);
        if (fault is not null)
            throw XadesRefusals.AgainstSchema(fault);
        // Its patterns of addresses begin with ^ and end with $, which stand for themselves in a schema: nothing can
        // match. The platform takes them for anchors.
        if (
            root.Name.NamespaceName is XadesNames.Request20
            && !settings.Schema20Addresses
            && root.Descendants().FirstOrDefault(e => e.Name.LocalName is "Ip4Address" or "Ip4Range" or "Ip4Mask")
                is { } address
        )
            throw XadesRefusals.AgainstSchema($"Element {address.Name.LocalName}: wartość niezgodna ze wzorcem.");
    }

    private static XmlSchemaSet Load()
    {
        var schemas = new XmlSchemaSet { XmlResolver = null };
        foreach (var name in (ReadOnlySpan<string>)["schemat_auth_v2-0.xsd", "schemat_auth_v2-1.xsd"])
        {
            using var stream = typeof(AuthTokenSchema).Assembly.GetManifestResourceStream(name)!;
            using var reader = XmlReader.Create(stream);
            schemas.Add(null, reader);
        }

        schemas.Compile();
        return schemas;
    }
}
