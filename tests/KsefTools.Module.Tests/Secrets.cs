using KsefTools.Practice;

namespace KsefTools.ModuleTests;

/// <summary>The SecretManagement that serves this test run; the run's output says which.</summary>
internal static class Secrets
{
    private static readonly Lazy<Task<SecretModules>> Found = new(FindAsync);

    internal static Task<SecretModules> AtHandAsync() => Found.Value;

    private static async Task<SecretModules> FindAsync()
    {
        var secrets = await SecretModules.FindAsync(CancellationToken.None);
        TestContext.Current.SendDiagnosticMessage(secrets.Description);
        return secrets;
    }
}
