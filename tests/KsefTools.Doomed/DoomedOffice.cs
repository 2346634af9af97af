using KsefTools.Core.Api;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Office;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;
using KsefTools.Core.SignIn.Sessions;
using KsefTools.Doomed.Vault;

namespace KsefTools.Doomed;

/// <summary>
/// An office at work in this process: what an operation has to work with. Whatever changes something passes the points
/// of its <see cref="Fate"/>.
/// </summary>
public sealed class DoomedOffice : IDisposable
{
    private readonly FatefulNetwork _network;

    public DoomedOffice(DoomedOrder order, Fate fate)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(fate);
        Fate = fate;
        Folder = fate.Folder;
        Office = OfficeFolder.Open(Folder.OfficePath);
        Environment = KsefEnvironment.Parse(order.Ksef.AbsoluteUri);
        Clock = new RushingClock(order.Now);
        Vault = order.Vault.Around(
            Folder.Vault.With(() => fate.Pass("while writing to the vault")),
            fate,
            Clock,
            Folder.AddWrite
        );
        _network = new FatefulNetwork(fate, new SocketsHttpHandler { UseProxy = false });
        Cache = SessionCache.InMemory(Clock);
        Sessions = new KsefSessions(
            Cache,
            new KsefApiOptions
            {
                LoginLimitScope = LoginLimitScope.Off,
                OtherLimit = new RateLimitValues(1000, null, null),
                MaxRetries = 0,
            },
            handler: _network,
            time: Clock
        );
    }

    public DoomedFolder Folder { get; }

    public OfficeFolder Office { get; }

    public KsefEnvironment Environment { get; }

    /// <summary>In whose name the office signs in for itself.</summary>
    public ContextIdentifier OwnContext => ContextIdentifier.Of(Office.Settings.Nip);

    public TimeProvider Clock { get; }

    public ISecretVault Vault { get; }

    /// <summary>What sessions remember; it dies with the process.</summary>
    public SessionCache Cache { get; }

    public KsefSessions Sessions { get; }

    /// <summary>Hears of each step of a journal.</summary>
    public IProgress<string> Fate { get; }

    public void Dispose()
    {
        Sessions.Dispose();
        _network.Dispose();
    }
}
