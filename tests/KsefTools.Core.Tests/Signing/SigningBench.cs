using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Journal;
using KsefTools.Core.Signing;
using KsefTools.Core.Tests.Api;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Core.Tests.Office;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;

namespace KsefTools.Core.Tests.Signing;

/// <summary>
/// An office whose seal is on a card, the folder with what is to be signed, and KSeF: what outlives a process.
/// </summary>
internal sealed class SigningBench : IDisposable
{
    public SigningBench(SandboxHost sandbox, ManualClock clock, int number)
    {
        Base = new EnrolmentBench(sandbox, clock, number);
        Card = CardProgram.Seal(Base.Subject.Value, clock.GetUtcNow());
        Folder = Path.Combine(Path.GetDirectoryName(Base.OfficePath)!, "signing");
    }

    public EnrolmentBench Base { get; }

    public CardProgram Card { get; }

    public string Folder { get; }

    /// <summary>The user's own, in which sessions are remembered.</summary>
    public string SessionFolder => Path.Combine(Path.GetDirectoryName(Base.OfficePath)!, "sessions");

    public ManualClock Clock => Base.Clock;

    public SigningOrder SealOrder => SigningOrder.Of(Base.Office, "seal");

    public SigningOrder EnrolmentOrder => SealOrder with { Enrolment = new EnrolmentTerms() };

    public EnrolmentOrder CertificateOrder => Base.Order;

    /// <summary>Files in the folder.</summary>
    public IReadOnlyList<string> Files => [.. Directory.EnumerateFiles(Folder).Order(StringComparer.Ordinal)];

    public SigningProcess Start(Fate? fate = null, Func<SigningProcess, SigningCompletionOptions>? options = null) =>
        new(this, fate ?? new Fate(), options);

    /// <summary>A client that the office's seal may act for.</summary>
    public SigningOrder Client(int number, bool isGranted = true)
    {
        var nip = OfficeBench.NipNumber(500 + number);
        var path = Path.Combine(Base.Office.ClientsPath, $"{nip}.yaml");
        if (!File.Exists(path))
            File.WriteAllText(path, $"nip: \"{nip}\"\nname: Klient {number}\n");
        if (isGranted)
            Base.World.AddGrant(
                new GrantRecord
                {
                    Id = Base.World.Numbers.NextGuid(),
                    Context = Sandbox.Identifiers.ContextIdentifier.Nip(nip.Value),
                    Authorized = Base.Subject,
                    Permission = Permission.InvoiceRead,
                    StartDate = Clock.GetUtcNow(),
                }
            );
        return SigningOrder.Of(Base.Office, Base.Office.Profiles.Read(nip)!.Profile!);
    }

    /// <summary>Signs as the card's program does: beside the file, with -signed in the name.</summary>
    public string Sign(KsefSigningRequest request, CardProgram? card = null) => Sign(request.Path, card);

    public string Sign(string path, CardProgram? card = null)
    {
        var signed = Path.ChangeExtension(path, null) + "-signed.xml";
        File.WriteAllBytes(signed, (card ?? Card).Sign(File.ReadAllBytes(path)));
        return signed;
    }

    /// <summary>What the office's journal tells of answers, oldest first.</summary>
    public IReadOnlyList<RecordedOperation> Journal => JournalReader.ReadAll(Base.Office, [OperationKind.Signing]);

    /// <summary>Where the office remembers what it asked for.</summary>
    public string RecordsPath => Path.Combine(Base.OfficePath, ".state", "signing");

    public string StateText() => string.Concat(StateFiles.Select(File.ReadAllText));

    /// <summary>What the office remembers, by path; its locks aside.</summary>
    public Dictionary<string, byte[]> ReadState() =>
        StateFiles.ToDictionary(path => path, File.ReadAllBytes, StringComparer.Ordinal);

    /// <summary>
    /// Lets the office remember that and nothing else, as if a process had died before it wrote more.
    /// </summary>
    public void WriteState(IReadOnlyDictionary<string, byte[]> files)
    {
        foreach (var path in StateFiles)
            File.Delete(path);
        foreach (var (path, bytes) in files)
            File.WriteAllBytes(path, bytes);
    }

    private IReadOnlyList<string> StateFiles =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(Base.OfficePath, ".state"), "*", SearchOption.AllDirectories)
                .Where(path => !path.EndsWith(".lock", StringComparison.Ordinal)),
        ];

    public void Dispose()
    {
        Card.Dispose();
        Base.Dispose();
    }
}
