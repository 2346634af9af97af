using KsefTools.Demo;
using KsefTools.Demo.Shell;
using KsefTools.Practice;
using KsefTools.Sandbox.Seeding.Truth;
using KsefTools.Testing.Shell;

namespace KsefTools.ModuleTests.Size;

/// <summary>An office of full size, whose day in PowerShell is over when a test looks at it.</summary>
public abstract class SizedOffice(int clients) : IAsyncLifetime
{
    private PracticeOffice? _office;
    private OfficeDay? _day;
    private string? _missing;

    /// <summary>The truth about the office; a test that asks where the vault is not at hand is skipped.</summary>
    public SeedTruth Truth => AtHand(_office).Seeded.Truth;

    /// <summary>The day; a test that asks where the vault is not at hand is skipped.</summary>
    public OfficeDay Day => AtHand(_day);

    public async ValueTask InitializeAsync()
    {
        var secrets = await Secrets.AtHandAsync();
        if (VaultWith(secrets.Source) is not { } vault)
        {
            _missing = "SecretStore is not at hand: SecretManagement's stand-in serves.";
            return;
        }

        // No limits: what is tested is size, and a thousand sign-ins at 60 requests a second take more than a minute.
        var options = new DemoOptions { Clients = clients, WithLimits = false };
        _office = await PracticeOffice.CreateAsync(options, CancellationToken.None);
        _day = await OfficeDay.RunAsync(_office, secrets, vault, [], CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_office is not null)
            await _office.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private T AtHand<T>(T? what)
        where T : class
    {
        Assert.SkipWhen(_missing is not null, _missing ?? "");
        return what!;
    }

    /// <summary>The vault that this office has; null where it cannot be had.</summary>
    private protected abstract ShellVault? VaultWith(SecretSource source);
}

/// <summary>A thousand clients in SecretStore, or in the stand-in's vault where there is no SecretStore.</summary>
public sealed class ThousandClients() : SizedOffice(1000)
{
    private protected override ShellVault? VaultWith(SecretSource source) =>
        source is SecretSource.StandIn ? ShellVault.StandIn : ShellVault.SecretStore;
}

/// <summary>A thousand clients in a SecretStore that needs a password.</summary>
public sealed class ThousandClientsBehindAPassword() : SizedOffice(1000)
{
    private protected override ShellVault? VaultWith(SecretSource source) =>
        source is SecretSource.StandIn ? null : ShellVault.SecretStoreWithPassword;
}

/// <summary>Two hundred clients in a vault that takes 25 KB a secret.</summary>
public sealed class TwoHundredClientsInSmallSecrets() : SizedOffice(200)
{
    private protected override ShellVault? VaultWith(SecretSource source) => ShellVault.Small;
}
