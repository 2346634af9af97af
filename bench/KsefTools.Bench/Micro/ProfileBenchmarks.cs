using BenchmarkDotNet.Attributes;
using KsefTools.Bench.Office;
using KsefTools.Core.Office;

namespace KsefTools.Bench.Micro;

/// <summary>What a session costs before the first request: reading the office's profiles.</summary>
[MemoryDiagnoser]
public class ProfileBenchmarks
{
    private string _folder = string.Empty;

    [Params(1000)]
    public int Clients { get; set; }

    [GlobalSetup]
    public void Write()
    {
        _folder = Directory.CreateTempSubdirectory("ksef-bench-").FullName;
        var nips = Nips.Take(Clients + 1).ToList();
        var office = OfficeFolder.Initialize(
            _folder,
            new OfficeSetup
            {
                Nip = nips[^1],
                Name = "Biuro Rachunkowe Sigma",
                Vault = "KsefVault",
            }
        );
        foreach (var nip in nips.SkipLast(1))
            File.WriteAllText(
                office.Profiles.PathOf(nip),
                $"""
                # Checked with the client on the phone.
                nip: "{nip}"
                name: Zakład Usługowy nr {nip.Value[..4]}
                tags: [vat-monthly, payroll]
                contact: biuro@example.pl
                permissions: [InvoiceRead, InvoiceWrite]
                access:
                  - kind: token
                    secret: ksef-prod-{nip}-token
                    vault: KsefVault
                    reference: 20251010-EC-1DCE3E3000-12ECB5B36E-45
                    generatedBy: anna.nowak
                    generatedOn: 2026-01-15

                """
            );
    }

    [GlobalCleanup]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Benchmark]
    public int Read_all_profiles() => OfficeFolder.Open(_folder).Profiles.ReadAll().Count;
}
