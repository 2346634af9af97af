using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Api;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.State;

namespace KsefTools.Core.Tests.Certificates.Enrolment;

/// <summary>A sandbox of its own for each test, a clock that waits for nobody, and an office that enrols.</summary>
/// <param name="number">Which office; each number has a NIP of its own.</param>
public abstract class EnrolmentTest(int number = 1) : IAsyncLifetime
{
    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected ManualClock Clock { get; } = new(DateTimeOffset.UtcNow) { Rushes = true };

    private protected SandboxHost Sandbox { get; private set; } = null!;

    private protected EnrolmentBench Bench { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Sandbox = await SandboxHost.StartAsync(new SandboxOptions { Clock = Clock });
        Bench = new EnrolmentBench(Sandbox, Clock, number);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Bench.Dispose();
        await Sandbox.DisposeAsync();
    }

    /// <summary>A client that the office's seal serves.</summary>
    private protected ContextIdentifier Serve(Nip client)
    {
        Bench.Office.Profiles.Create(
            new ClientProfile
            {
                Nip = client,
                Name = "Klient",
                Access =
                [
                    new AccessEntry { Identity = "seal" },
                    new AccessEntry { Kind = CredentialKind.Token, Secret = "ksef-token" },
                ],
            }
        );
        Bench.World.AddGrant(
            GrantRecord.ToEntity(
                Guid.NewGuid(),
                KsefTools.Sandbox.Identifiers.ContextIdentifier.Nip(client.Value),
                Bench.Subject.Value,
                KsefTools.Sandbox.Identifiers.Permission.InvoiceRead,
                canDelegate: false,
                Clock.GetUtcNow()
            )
        );
        return ContextIdentifier.Of(client);
    }

    /// <summary>Leaves a session open that a certificate has begun.</summary>
    private protected async Task SignInAsync(SecretAddress certificate, ContextIdentifier context)
    {
        using var process = Bench.Start();
        using var material = KeyMaterial.FromVaultText((await Bench.SecretsAsync())[certificate.Name]);
        await process.Sessions.OpenAsync(Bench.Environment, context, material, fresh: true, Cancel);
        Clock.Advance(TimeSpan.FromMinutes(1));
    }

    /// <summary>Ends a run in the middle.</summary>
    private protected sealed class FailsAt(string step, Exception failure) : IProgress<string>
    {
        public void Report(string value)
        {
            if (value == step)
                throw failure;
        }
    }
}
