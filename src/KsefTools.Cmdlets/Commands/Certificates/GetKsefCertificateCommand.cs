using System.Management.Automation;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Cmdlets.Prompt;
using KsefTools.Core;
using KsefTools.Core.Certificates.Care;
using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Gets certificates: those that the vault holds, and those that KSeF lists, matched by serial number. KSeF is asked
/// once for an identity, however many clients it serves.
/// </summary>
[Cmdlet(VerbsCommon.Get, "KsefCertificate")]
[OutputType(typeof(KsefCertificate))]
public sealed class GetKsefCertificateCommand : OfficeCmdlet
{
    private readonly Dictionary<OfficeFolder, HashSet<CertificateHolder>> _holders = [];
    private readonly HashSet<string> _without = new(StringComparer.Ordinal);
    private bool _isChosen;

    /// <summary>Identities of the office, as office.yaml names them.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [TidyText]
    [AllowNull]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(IdentityCompleter))]
    public string[]? Identity { get; set; }

    /// <summary>Clients: their own certificates, and the identities that serve them.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyCollection]
    [NipTransformation]
    [ValidateNip]
    [ArgumentCompleter(typeof(NipCompleter))]
    public string[]? Nip { get; set; }

    /// <summary>Asks the vault alone: no network.</summary>
    [Parameter]
    public SwitchParameter Local { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var office = OpenOffice();
        var names = (Identity ?? []).Where(name => !string.IsNullOrEmpty(name)).ToList();
        if (!IsNamed(names.Count > 0 || Nip is { Length: > 0 }, nameof(Identity), nameof(Nip)))
            return;
        _isChosen |= names.Count > 0 || Nip is { Length: > 0 } || MyInvocation.ExpectingInput;
        if (!_holders.TryGetValue(office, out var holders))
            holders = _holders[office] = [];
        foreach (var name in names)
            Guard(name, () => holders.Add(HolderOf(office, name)));
        // A credential that is piped in has the client's NIP as well: its own identity is what is meant.
        if (names.Count == 0)
            foreach (var nip in Nip ?? [])
                Guard(nip, () => holders.UnionWith(HoldersOf(FindProfile(office, nip))));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var (office, holders) in _holders)
            if (!_isChosen || holders.Count > 0)
                Guard(office.Path, () => List(office, _isChosen ? holders : null));
        if (_without.Count > 0)
            this.Say(
                UiText.Of(
                    $"Clients without a certificate: {_without.Count}. Convert-KsefToCertificate moves a client from "
                        + "its token to one.",
                    $"Klienci bez certyfikatu: {_without.Count}. Convert-KsefToCertificate przenosi klienta z tokena "
                        + "na certyfikat."
                )
            );
    }

    private void List(OfficeFolder office, IReadOnlyCollection<CertificateHolder>? holders)
    {
        Ask(
            office,
            async (ksef, cancellation) =>
            {
                var inventory = new CertificateInventory(office, ksef.Vault, ksef.Sessions, TimeProvider.System);
                var listings = inventory.RunAsync(
                    holders,
                    Local,
                    office.Settings.Policy.Throttle.Parallel,
                    warning => Pump.Post(() => WriteWarning(warning)),
                    cancellation
                );
                await foreach (var listing in listings)
                    Pump.Post(() => Write(listing));
            },
            remembers: !Local
        );
    }

    private void Write(CertificateListing listing)
    {
        if (listing.Failure is { } failure)
            WriteFailure(failure, listing.Holder.ToString());
        WriteObject(listing.Certificates, enumerateCollection: true);
    }

    private static CertificateHolder HolderOf(OfficeFolder office, string name)
    {
        var holder = CertificateHolder.OfIdentity(name);
        return CertificateHolder.OfIdentity(office.ToKsefCredential(holder).Identity!);
    }

    private List<CertificateHolder> HoldersOf(ClientProfile profile)
    {
        var holders = OfEntries(profile).ToList();
        if (holders.Count == 0)
            _without.Add(profile.Nip.Value);
        return holders;
    }

    private static IEnumerable<CertificateHolder> OfEntries(ClientProfile profile) =>
        profile
            .Access.Where(entry => entry.Kind is CredentialKind.Certificate)
            .Select(entry =>
                entry.Identity is { } identity
                    ? CertificateHolder.OfIdentity(identity)
                    : CertificateHolder.OfClient(profile.Nip)
            );
}
