using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KsefTools.Core;

namespace KsefTools.Cmdlets.Parameters.Completion.Numbers;

/// <summary>The certificates of the user's personal store that have their key.</summary>
internal sealed class ThumbprintCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters
    )
    {
        var wanted = new TypedPart(wordToComplete.Trim('\'', '"'));
        try
        {
            using var store = new X509Store(StoreName.My, StoreLocation.CurrentUser, OpenFlags.ReadOnly);
            return
            [
                .. store
                    .Certificates.Where(certificate => certificate.HasPrivateKey)
                    .Select(certificate => (certificate.Thumbprint, Name: NameOf(certificate)))
                    .Where(item => wanted.RankIn(item.Thumbprint, item.Name) is not null)
                    .OrderBy(item => wanted.RankIn(item.Thumbprint, item.Name))
                    .Select(item => new CompletionResult(
                        item.Thumbprint,
                        item.Name,
                        CompletionResultType.ParameterValue,
                        item.Thumbprint
                    )),
            ];
        }
        catch (CryptographicException)
        {
            // No store here: nothing to offer, and nothing to say while somebody types.
            return [];
        }
    }

    private static string NameOf(X509Certificate2 certificate) =>
        PlainText.Line(
            $"{certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false)} "
                + $"({LocalTime.Day(new DateTimeOffset(certificate.NotAfter))})"
        );
}
