using KsefTools.Core.Office.Settings;
using KsefTools.Core.Runs;
using KsefTools.Core.Runs.Storage;
using KsefTools.Core.Tests.Office;

namespace KsefTools.Core.Tests.Runs;

/// <summary>A run of the past that somebody has damaged: one sentence, whatever is wrong with it.</summary>
public sealed class DamagedRunsTests : IDisposable
{
    private const string Run = "2026-11-25T0200Z";

    private static readonly DateTimeOffset Start = new(2026, 11, 25, 2, 0, 0, TimeSpan.Zero);

    private readonly OfficeBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("\"results\": [", "\"results\": [null,")]
    [InlineData("\"findings\": [", "\"findings\": [null,")]
    [InlineData("\"permissions\": [", "\"permissions\": [null,")]
    [InlineData("\"Healthy\"", "99")]
    [InlineData("\"Warning\"", "-1")]
    [InlineData("\"Credential\"", "77")]
    public void Results_with_a_hole_are_told_as_damaged(string whole, string damaged)
    {
        Write(RunFolder.ResultsFile, whole, damaged);

        Assert.Contains(Run, Assert.Throws<RunException>(() => Store.Read(Run)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"rows\": [", "\"rows\": [null,")]
    [InlineData("\"clients\": [", "\"clients\": [null,")]
    [InlineData("\"Permission\"", "99")]
    public void Who_had_access_is_not_known_of_a_file_with_a_hole(string whole, string damaged)
    {
        Write(RunFolder.AccessFile, whole, damaged);

        Assert.Throws<RunException>(() => Store.ReadAccess(Run));
    }

    private RunStore Store => new(_bench.Office);

    private void Write(string file, string whole, string damaged)
    {
        using (var folder = Store.Begin(Start, error => throw error))
        {
            folder.Write(Record);
            folder.Write(Access);
        }
        var path = Path.Combine(Store.Path, Run, file);
        Assert.NotNull(file is RunFolder.AccessFile ? Store.ReadAccess(Run)?.RunId : Store.Read(Run).RunId);
        var text = File.ReadAllText(path);
        Assert.Contains(whole, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(whole, damaged, StringComparison.Ordinal));
    }

    private static RunRecord Record =>
        new()
        {
            Version = RunRecord.CurrentVersion,
            RunId = Run,
            Tool = "1.0.0",
            Language = "en",
            Nip = OfficeBench.OfficeNip.Value,
            Name = "Sigma",
            Outcome = AuditOutcome.Completed,
            StartedAt = Start,
            Policy = RunPolicy.Of(new OfficePolicy()),
            Results =
            [
                new KsefAuditResult
                {
                    Area = AuditArea.Credential,
                    Nip = OfficeBench.ClientNip.Value,
                    Name = "Klient",
                    Status = CredentialStatus.Healthy,
                    Findings = new([
                        new KsefAuditFinding("RotationDue", FindingSeverity.Warning, "old", AuditActor.Office),
                    ]),
                    Permissions = new(["InvoiceRead"]),
                    TestedAt = Start,
                },
            ],
        };

    private static AccessRecord Access =>
        new()
        {
            RunId = Run,
            Clients = [new AccessClient(OfficeBench.ClientNip.Value, "Klient", "test", AccessSight.All)],
            Rows =
            [
                new KsefAccess
                {
                    Nip = OfficeBench.ClientNip.Value,
                    Name = "Klient",
                    Environment = "test",
                    Kind = AccessKind.Permission,
                    What = "InvoiceRead",
                    IsOurs = true,
                },
            ],
        };
}
