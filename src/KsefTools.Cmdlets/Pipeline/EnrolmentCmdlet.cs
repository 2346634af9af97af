using System.Management.Automation;
using System.Security;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Cmdlets.Prompt;
using KsefTools.Cmdlets.Sessions;
using KsefTools.Core;
using KsefTools.Core.Api;
using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.SignIn;
using KsefTools.Core.Signing;

namespace KsefTools.Cmdlets.Pipeline;

/// <summary>
/// A cmdlet that gets certificates from KSeF, for identities of the office or for clients. It signs in with the
/// certificate that it is given, else with the one that the holder has.
/// </summary>
public abstract class EnrolmentCmdlet : KeyMaterialCmdlet
{
    private protected const string ByPresent = "Present";

    private readonly HashSet<(OfficeFolder Office, CertificateHolder Holder)> _seen = [];

    /// <summary>Identities of the office, as office.yaml names them.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [TidyText]
    [AllowNull]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(IdentityCompleter))]
    public string[]? Identity { get; set; }

    /// <summary>Clients with a certificate of their own.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyCollection]
    [NipTransformation]
    [ValidateNip]
    [ArgumentCompleter(typeof(NipCompleter))]
    public string[]? Nip { get; set; }

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        var office = OpenOffice();
        var names = (Identity ?? []).Where(name => !string.IsNullOrEmpty(name)).ToList();
        if (!IsNamed(names.Count > 0 || Nip is { Length: > 0 }, nameof(Identity), nameof(Nip)))
            return;
        if (names.Count == 0 && Nip is null)
            names = [.. office.Settings.Identities.Select(known => known.Name).Where(name => IsMeant(office, name))];
        foreach (var name in names)
            Guard(name, () => GetOfIdentity(office, name));
        // What is piped in has the NIP of the client that the identity serves as well: the certificate is the
        // identity's.
        if (names.Count == 0 || !MyInvocation.ExpectingInput)
            foreach (var nip in Nip ?? [])
                Guard(nip, () => GetOfClient(office, FindProfile(office, nip)));
    }

    // The same context as where the signature is made elsewhere, so that a session of one serves the other.
    private void GetOfIdentity(OfficeFolder office, string name)
    {
        var known = SigningOrder.Of(office, name);
        Get(office, known.Holder, known.Context, known.Environment);
    }

    private void GetOfClient(OfficeFolder office, ClientProfile profile) =>
        Get(
            office,
            CertificateHolder.OfClient(profile.Nip),
            ContextIdentifier.Of(profile.Nip),
            office.EnvironmentOf(profile)
        );

    /// <summary>Whether an identity is among those that a command means which names none.</summary>
    private protected virtual bool IsMeant(OfficeFolder office, string name) => true;

    /// <summary>Refuses a holder that is named and has nothing to work on, before anybody is asked.</summary>
    private protected virtual void Require(OfficeFolder office, CertificateHolder holder) { }

    /// <summary>Whether a present certificate is renewed, and nothing got for a holder without one.</summary>
    private protected abstract bool IsRenewal { get; }

    /// <summary>Whether a person lets it happen.</summary>
    private protected abstract bool MayGet(CertificateHolder holder, EnrolmentOutlook outlook);

    /// <summary>The order, beyond holder and place.</summary>
    private protected abstract EnrolmentOrder Refine(EnrolmentOrder order);

    private protected abstract Task<EnrolmentResult> GetAsync(
        CertificateEnrolment enrolment,
        EnrolmentOrder order,
        Func<CancellationToken, Task<KsefSession>>? openSession,
        CancellationToken cancellationToken
    );

    private void Get(
        OfficeFolder office,
        CertificateHolder holder,
        ContextIdentifier context,
        KsefEnvironment environment
    )
    {
        // A hundred clients of one identity come through the pipeline, and it is asked for once.
        if (!_seen.Add((office, holder)))
            return;
        Require(office, holder);
        var order = Refine(
            new EnrolmentOrder
            {
                Holder = holder,
                Environment = environment,
                Context = context,
                Again = Again(),
            }
        );
        // Nobody is asked about what is not done, and -WhatIf does not announce it.
        var outlook = Run(cancellation =>
            CertificateEnrolment.LookAsync(office, SecretVault, TimeProvider.System, order, IsRenewal, cancellation)
        );
        if (outlook.IsDue ? !MayGet(holder, outlook) : IsOnlyAsked(holder, outlook))
            return;
        using var material = ParameterSetName is ByPresent ? null : ReadMaterial();
        if (material is not null)
            CertificateEnrolment.RequireSigner(office, holder, material.Details);
        Ask(
            office,
            async (ksef, cancellation) =>
            {
                var enrolment = new CertificateEnrolment(
                    office,
                    ksef.Vault,
                    ksef.Sessions,
                    TimeProvider.System,
                    progress: new Steps(step => Pump.Post(() => WriteVerbose($"{holder}: {step}")))
                );
                var result = await GetAsync(enrolment, order, Opening(ksef, order, material), cancellation);
                Pump.Post(() => Write(result, environment.Name, office));
            }
        );
    }

    /// <summary>The parameters that the run needs again which goes on with this one.</summary>
    private protected virtual IEnumerable<string> ForNextRun =>
        [nameof(CertificatePath), nameof(LiteralPath), nameof(KeyPath), nameof(Thumbprint), nameof(Password)];

    // To be asked on the pipeline thread. A secret is asked for again.
    private Func<CommandText, CommandText> Again()
    {
        var given = ForNextRun
            .Append(nameof(OfficePath))
            .Where(name => MyInvocation.BoundParameters.ContainsKey(name))
            .Where(name => name is not nameof(OfficePath) || !MyInvocation.ExpectingInput)
            .Select(name => (name, MyInvocation.BoundParameters[name]))
            .ToList();
        return command =>
            given.Aggregate(
                command,
                (whole, one) =>
                    one switch
                    {
                        (var name, SecureString) => whole.Asking(name),
                        (var name, DateTime day) => whole.With(name, $"{day:s}"),
                        var (name, value) => whole.With(name, value.ToString()),
                    }
            );
    }

    private bool IsOnlyAsked(CertificateHolder holder, EnrolmentOutlook outlook)
    {
        if (!IsWhatIf)
            return false;
        this.Say($"{holder.Title}: {outlook.Reason}");
        return true;
    }

    private static Func<CancellationToken, Task<KsefSession>>? Opening(
        Ksef ksef,
        EnrolmentOrder order,
        KeyMaterial? material
    ) =>
        material is null
            ? null
            : cancellation =>
                ksef.Sessions.OpenAsync(order.Environment, order.Context, material, fresh: false, cancellation);

    private void Write(EnrolmentResult result, string environment, OfficeFolder office)
    {
        foreach (var warning in result.Warnings)
            WriteWarning($"{result.Holder.Title}: {warning}");
        WriteObject(result.ToKsefCertificateResult(environment, office));
    }
}
