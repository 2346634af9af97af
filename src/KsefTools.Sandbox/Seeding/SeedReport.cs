using KsefTools.Sandbox.Seeding.Files;
using KsefTools.Sandbox.Seeding.Seeded;

namespace KsefTools.Sandbox.Seeding;

/// <summary>What <c>seed</c> says: what was made, and what to type to practise with it.</summary>
internal static class SeedReport
{
    public static IReadOnlyList<string> Of(SeededOffice office, string folder)
    {
        var employee = office.Truth.Employee;
        return
        [
            $"{office.Clients.Count} clients of {office.Name} (NIP {office.Nip}), "
                + $"employee {employee.Name} (PESEL {employee.Pesel}):",
            $"{SeedFiles.Tokens}, {SeedFiles.Truth}, {SeedFiles.World}, {SeedFiles.Certificates} in {folder}",
            "",
            "The sandbox, in a window of its own:",
            $"    ksef-sandbox serve --world {File(SeedFiles.World)}",
            "(ksef-sandbox is, from the repository: dotnet run --project src/KsefTools.Sandbox -c Release --)",
            "Then in PowerShell:",
            $"    Initialize-KsefOffice ./office -Nip {office.Nip} -Name {Quoted(office.Name)} -Vault KsefVault "
                + "-Environment http://127.0.0.1:5080/v2",
            $"    Import-KsefCredential {File(SeedFiles.Tokens)}",
            "Its first certificate, by a signature made elsewhere:",
            "    New-KsefIdentity seal",
            "    New-KsefSigningRequest -Identity seal -ForEnrolment",
            "Within ten minutes, in place of a card's program:",
            $"    ksef-sandbox sign ./signing/*.xml --as seal --certificates {File(SeedFiles.Certificates)}",
            "    Complete-KsefSigningRequest ./signing",
        ];

        string File(string name) => Quoted(Path.Combine(folder, name));
    }

    // As PowerShell reads it; a POSIX shell, too, unless the text has a quote itself.
    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
