using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace KsefTools.Cmdlets.Prompt;

/// <summary>Asks for a password, hidden, where a person is there.</summary>
internal static class PasswordPrompt
{
    private const string Field = "Password";

    /// <summary>
    /// What was typed; null for nothing, or where nobody can be asked. To be used on the pipeline thread.
    /// </summary>
    /// <param name="cmdlet">Who asks.</param>
    /// <param name="question">What for, in one line.</param>
    internal static SecureString? Ask(PSCmdlet cmdlet, string question)
    {
        var field = new FieldDescription(Field);
        field.SetParameterType(typeof(SecureString));
        try
        {
            var answers = cmdlet.Host.UI.Prompt("", question, new Collection<FieldDescription> { field });
            return answers.TryGetValue(Field, out var typed) && typed?.BaseObject is SecureString { Length: > 0 } secret
                ? secret
                : null;
        }
        catch (Exception exception)
            when (exception
                    is PSInvalidOperationException
                        or HostException
                        or NotImplementedException
                        or NotSupportedException
            )
        {
            return null;
        }
    }
}
