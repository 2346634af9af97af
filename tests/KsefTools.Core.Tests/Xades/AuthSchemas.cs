using System.Xml;
using System.Xml.Schema;
using KsefTools.Core.SignIn.Xades;
using KsefTools.Tests.OpenApi;

namespace KsefTools.Core.Tests.Xades;

/// <summary>The Ministry's schemas of the sign-in request.</summary>
internal static class AuthSchemas
{
    public static void Validate(string xml, AuthTokenSchema schema)
    {
        var schemas = new XmlSchemaSet();
        schemas.Add(
            targetNamespace: null,
            ContractFiles.AuthSchema(schema is AuthTokenSchema.Version20 ? "2-0" : "2-1")
        );
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = schemas };
        // An element that no schema knows is otherwise let through.
        settings.ValidationFlags |= XmlSchemaValidationFlags.ReportValidationWarnings;
        settings.ValidationEventHandler += (_, problem) => Assert.Fail(problem.Message);
        using var reader = XmlReader.Create(new StringReader(xml), settings);
        while (reader.Read()) { }
    }
}
