using System.Globalization;
using System.Management.Automation;
using KsefTools.Cmdlets.Errors;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion.Numbers;
using KsefTools.Cmdlets.Sessions;
using KsefTools.Cmdlets.Threads;
using KsefTools.Cmdlets.Vault;
using KsefTools.Core;
using KsefTools.Core.Api.Environments;
using KsefTools.Core.Api.Watching;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.Secrets.Gathering;

namespace KsefTools.Cmdlets.Pipeline;

/// <summary>
/// A cmdlet that works on an office: finds the folder, reaches the vaults, writes failures by the one table.
/// </summary>
public abstract class OfficeCmdlet : AsyncCmdlet
{
    private readonly Dictionary<string, OfficeFolder> _offices = new(StringComparer.Ordinal);
    private GatheredVault? _vault;
    private bool _gaveResults;

    /// <summary>The office's folder; else $env:KSEF_OFFICE; else the one in the user's configuration folder.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? OfficePath { get; set; }

    /// <summary>The vaults of this session, guarded; made at the first use on the pipeline thread.</summary>
    private protected ISecretVault SecretVault =>
        _vault ??= new GatheredVault(
            new GuardedVault(
                new SecretManagementVault(this, Pump, StopToken),
                new GuardedVaultOptions { LockFolder = SecretStoreReload.LockFolder }
            )
        );

    /// <summary>The office of the current input; one that cannot be opened ends the command.</summary>
    private protected OfficeFolder OpenOffice()
    {
        var path = LocateOffice();
        if (_offices.TryGetValue(path, out var known))
            return known;
        try
        {
            var office = OfficeFolder.Open(path);
            foreach (var warning in office.Warnings)
                WriteWarning(warning.ToString());
            return _offices[path] = office;
        }
        catch (Exception exception) when (exception is OfficeFolderException or OfficeFileException)
        {
            ThrowTerminatingError(ErrorRecords.Of(exception, path));
            throw;
        }
    }

    /// <summary>
    /// Whether the current input names what to work on, or nothing was to be named at all. What came through the
    /// pipeline, or was given and turned out empty, never means everything: it is an error.
    /// </summary>
    /// <param name="named">Whether anything is named.</param>
    /// <param name="parameters">The parameters that could have named it.</param>
    private protected bool IsNamed(bool named, params string[] parameters)
    {
        if (named || !(MyInvocation.ExpectingInput || parameters.Any(MyInvocation.BoundParameters.ContainsKey)))
            return true;
        var error = ErrorRecords.Of(ShellErrors.InputNamesNobody(parameters), target: null);
        if (!MyInvocation.ExpectingInput)
            ThrowTerminatingError(error);
        WriteError(error);
        return false;
    }

    /// <summary>Whether the current input brought a parameter its value, even an empty one.</summary>
    private protected bool IsPipedAs(string parameter) =>
        MyInvocation.ExpectingInput && MyInvocation.BoundParameters.ContainsKey(parameter);

    /// <summary>The folder of the current input's office, whether or not there is one.</summary>
    private protected string LocateOffice() =>
        OfficeFolder.Locate(OfficePath is null ? null : FilePaths.Full(this, OfficePath));

    /// <summary>A client's profile.</summary>
    /// <exception cref="ShellException">The office has no such client.</exception>
    /// <exception cref="OfficeFileException">Its file cannot be used.</exception>
    private protected static ClientProfile FindProfile(OfficeFolder office, string text)
    {
        var found = ClientId.TryParse(text, out var nip) ? office.Profiles.Read(nip) : null;
        if (found is null)
            throw ShellErrors.ProfileNotFound(office, text);
        return found.Profile ?? throw new OfficeFileException(found.Problems);
    }

    /// <summary>A client with its parts; a part alone.</summary>
    private protected static IReadOnlyList<ClientProfile> WithParts(OfficeFolder office, ClientProfile profile) =>
        profile.Nip.IsPart ? [profile] : office.Profiles.ReadWithParts(profile.Nip.Nip);

    /// <summary>Refuses an environment to which nothing may be sent, before it stands in a file.</summary>
    /// <exception cref="ShellException">It is not allowed.</exception>
    private protected static void RequireAllowed(string? environment)
    {
        if (!string.IsNullOrEmpty(environment) && AllowedEnvironments.OfUser().Refusal(environment) is { } refusal)
            throw ShellErrors.EnvironmentNotAllowed(refusal);
    }

    /// <summary>Writes a failure that concerns one input and leaves the others alone.</summary>
    private protected void WriteFailure(Exception exception, object? target) =>
        WriteError(ErrorRecords.Of(exception, target));

    /// <summary>Writes a failure of KSeF's, whose sentence does not know for which client it was asked.</summary>
    private protected void WriteFailure(Exception exception, KsefCredential credential) =>
        WriteFailure(exception, credential.Nip, credential.Name);

    /// <inheritdoc cref="WriteFailure(Exception, KsefCredential)"/>
    private protected void WriteFailure(Exception exception, string nip, string name)
    {
        var error = ErrorRecords.Of(exception, nip);
        var said = error.ErrorDetails;
        if (!said.Message.Contains($"{nip} ({name})", StringComparison.Ordinal))
            error.ErrorDetails = new(
                UiText.Of($"Client {nip} ({name}): {said.Message}", $"Klient {nip} ({name}): {said.Message}")
            )
            {
                RecommendedAction = said.RecommendedAction,
            };
        WriteError(error);
    }

    /// <summary>
    /// Asks KSeF for an office, off the pipeline thread: the one beginning and end of every command that does. Sessions
    /// of earlier runs serve it, and its own are kept however it ends; what that meets is one warning.
    /// </summary>
    /// <param name="office">Whose limits and vault.</param>
    /// <param name="ask">What is asked; what is found goes out through the pump.</param>
    /// <param name="remembers">False where nobody signs in, so that there is nothing to remember.</param>
    private protected void Ask(OfficeFolder office, Func<Ksef, CancellationToken, Task> ask, bool remembers = true)
    {
        var vault = SecretVault;
        var wait = new WaitProgress(this, TimeProvider.System);
        var saysSteps = IsVerbose;
        var connection = KsefConnection.Of(office);
        Run(async cancellation =>
        {
            using var _ = connection.Follow(news =>
            {
                if (saysSteps || wait.Wants(news))
                    Pump.Post(() => Tell(news, wait));
            });
            await connection.AskAsync(
                vault,
                remembers,
                ask,
                warning => Pump.Post(() => WriteWarning(warning)),
                cancellation
            );
        });
        wait.Complete();
    }

    // A step for -Verbose, and a bar where KSeF asks to wait.
    private void Tell(RequestNews news, WaitProgress wait)
    {
        WriteVerbose(news.Text);
        wait.Report(news);
    }

    /// <inheritdoc cref="Cmdlet.WriteObject(object)"/>
    private protected new void WriteObject(object? result) => WriteObject(result, enumerateCollection: false);

    /// <inheritdoc cref="Cmdlet.WriteObject(object, bool)"/>
    private protected new void WriteObject(object? result, bool enumerateCollection)
    {
        _gaveResults = true;
        SeenNumbers.Add(result);
        base.WriteObject(result, enumerateCollection);
    }

    /// <summary>
    /// Does something for all input at once. What goes wrong ends the command, but not once it gave results: a variable
    /// is not assigned by a pipeline that ends so, and all of them would be lost.
    /// </summary>
    private protected void GuardAll(object? target, Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (IsFailure(exception))
        {
            if (!_gaveResults)
                ThrowTerminatingError(ErrorRecords.Of(exception, target));
            WriteFailure(exception, target);
        }
    }

    /// <summary>Does something for one input; what the engine refuses becomes an error, a stop stays a stop.</summary>
    private protected void Guard(object? target, Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (IsFailure(exception))
        {
            WriteFailure(exception, target);
        }
    }

    /// <summary>Does something whose sentences are of a language; null for the session's.</summary>
    private protected static void InLanguage(string? language, Action action)
    {
        var usual = CultureInfo.CurrentUICulture;
        try
        {
            if (language is not null)
                CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            action();
        }
        finally
        {
            CultureInfo.CurrentUICulture = usual;
        }
    }

    /// <summary>Whether -WhatIf is asked for, here or by the preference. To be asked on the pipeline thread.</summary>
    private protected bool IsWhatIf =>
        MyInvocation.BoundParameters.TryGetValue("WhatIf", out var asked)
            ? (SwitchParameter)asked
            : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"));

    // Whether somebody hears of steps, by -Verbose or by the preference. To be asked on the pipeline thread.
    private bool IsVerbose =>
        MyInvocation.BoundParameters.TryGetValue("Verbose", out var asked)
            ? (SwitchParameter)asked
            : GetVariableValue("VerbosePreference")
                is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    // Everything of PowerShell's own (stops, -ErrorAction Stop, Select-Object's end of a pipeline) goes its way.
    private protected bool IsFailure(Exception exception) =>
        exception is OperationCanceledException
            ? !StopToken.IsCancellationRequested
            : exception is not (RuntimeException or FlowControlException);
}
