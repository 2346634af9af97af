namespace KsefTools.Tests.OpenApi;

/// <summary>The Ministry's files of <c>tests/Contract</c>, which the build copies beside the tests.</summary>
public static class ContractFiles
{
    public static string OpenApi => PathOf("open-api-2.7.0.json");

    /// <summary>The schema of a signed sign-in request: <c>2-0</c> or <c>2-1</c>.</summary>
    public static string AuthSchema(string version) => PathOf(Path.Combine("xsd", $"schemat_auth_v{version}.xsd"));

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Contract", name);
}
