using System.Collections;
using System.Management.Automation;

namespace KsefTools.Cmdlets.Vault;

/// <summary>
/// Leaves <c>$Error</c> as it was: an inner command's error that is caught, or that was only an answer (no such
/// secret), would stay there after a command that succeeded. What we make of it is written as an error of ours.
/// </summary>
internal sealed class ErrorsAsTheyWere : IDisposable
{
    private readonly ArrayList? _errors;
    private readonly object?[] _before;

    internal ErrorsAsTheyWere(PSCmdlet cmdlet)
    {
        _errors = cmdlet.SessionState.PSVariable.GetValue("global:Error") as ArrayList;
        _before = _errors?.ToArray() ?? [];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_errors is null || _errors.Cast<object?>().SequenceEqual(_before))
            return;
        _errors.Clear();
        _errors.AddRange(_before);
    }
}
