using System.Xml;
using System.Xml.Schema;
using KsefTools.Core.SignIn.Xades;

namespace KsefTools.Core.Tests.Xades;

/// <summary>The Ministry's schemas, which stand beside the repository rather than in it.</summary>
internal static class SharedSchemas
{
    public static void Validate(string xml, AuthTokenSchema schema)
    {
        var file = schema is AuthTokenSchema.Version20 ? "schemat_auth_v2-0.xsd" : "schemat_auth_v2-1.xsd";
        var path = Path.Combine(Folder(), "xsd", file);
        var schemas = new XmlSchemaSet();
        schemas.Add(targetNamespace: null, path);
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = schemas };
        // An element that no schema knows is otherwise let through.
        settings.ValidationFlags |= XmlSchemaValidationFlags.ReportValidationWarnings;
        settings.ValidationEventHandler += (_, problem) => Assert.Fail(problem.Message);
        using var reader = XmlReader.Create(new StringReader(xml), settings);
        while (reader.Read()) { }
    }

    private static string Folder()
    {
        if (Environment.GetEnvironmentVariable("KSEF_SHARED") is { Length: > 0 } set)
            return Path.Combine(set, "ksef");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "ksef");
            if (Directory.Exists(candidate))
                return candidate;
        }
        Assert.Skip(
            "The Ministry's schemas (../shared/ksef/xsd) are not beside the repository; KSEF_SHARED may name them."
        );
        return string.Empty;
    }
}
