using KsefTools.Core.Office;
using KsefTools.Core.Tests.Office;
using KsefTools.Doomed;

namespace KsefTools.Core.Tests.Certificates.Killed;

/// <summary>Offices without a KSeF, whose vaults are folders, so that real processes can work in them.</summary>
internal static class DoomedOffices
{
    /// <summary>A new office in the folder.</summary>
    public static OfficeFolder NewOffice(this DoomedFolder folder, string environment = "production") =>
        OfficeFolder.Initialize(
            folder.OfficePath,
            new OfficeSetup
            {
                Nip = OfficeBench.OfficeNip,
                Name = "Biuro",
                Environment = environment,
                Vault = "KsefVault",
            }
        );
}
