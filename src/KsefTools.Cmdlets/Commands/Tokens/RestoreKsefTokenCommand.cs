using System.Management.Automation;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Core;
using KsefTools.Core.Conversion;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Goes back from a certificate to the token that it replaced, while the token still lives: it is seen to sign in
/// first, then the profile is switched. What was granted to the certificate's identity stays granted.
/// </summary>
[Cmdlet(VerbsData.Restore, "KsefToken", SupportsShouldProcess = true)]
[OutputType(typeof(KsefTokenRestoration))]
public sealed class RestoreKsefTokenCommand : OfficeCmdlet
{
    /// <summary>The clients' NIPs.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NipTransformation]
    [ValidateNip]
    [ArgumentCompleter(typeof(RestorableNipCompleter))]
    public string[] Nip { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var office = OpenOffice();
        foreach (var nip in Nip)
            Guard(
                nip,
                () =>
                {
                    var profile = FindProfile(office, nip);
                    if (
                        TokenRestoration.IsPossible(profile)
                        && !ShouldProcess(
                            $"{profile.Nip} ({profile.Name})",
                            UiText.Of("Go back to the token", "Powrót do tokena")
                        )
                    )
                        return;
                    Ask(
                        office,
                        async (ksef, cancellation) =>
                        {
                            var restoration = new TokenRestoration(
                                office,
                                ksef.Vault,
                                ksef.Sessions,
                                TimeProvider.System
                            );
                            var result = await restoration.RestoreAsync(profile, cancellation);
                            Pump.Post(() => WriteObject(result));
                        }
                    );
                }
            );
    }
}
