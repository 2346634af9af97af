using System.Collections;
using System.Management.Automation;

namespace KsefTools.Cmdlets.Requests;

/// <summary>What a script gives for a request, as the texts that are sent.</summary>
internal static class RequestTexts
{
    /// <summary>A query's names and values: of several values each, a moment in UTC.</summary>
    internal static IEnumerable<(string Name, string Value)> OfQuery(IDictionary query) =>
        from DictionaryEntry pair in query
        from value in pair.Value is IEnumerable many and not string ? many.Cast<object?>() : [pair.Value]
        where value is not null
        select (OfValue(pair.Key), OfValue(value));

    /// <summary>
    /// A body as JSON: a text as it stands, anything else by PowerShell's own rules. On the pipeline thread.
    /// </summary>
    internal static string? OfBody(object? body)
    {
        var bare = body is PSObject { BaseObject: string } wrapped ? wrapped.BaseObject : body;
        return bare is null or string
            ? (string?)bare
            : ScriptBlock
                .Create(
                    """
                    param($Body)
                    Microsoft.PowerShell.Utility\ConvertTo-Json -InputObject $Body -Depth 64 -Compress -EnumsAsStrings
                    """
                )
                .InvokeReturnAsIs(bare)
                ?.ToString();
    }

    private static string OfValue(object value) =>
        (value is PSObject wrapped ? wrapped.BaseObject : value) switch
        {
            bool flag => flag ? "true" : "false",
            DateTime moment => OfValue(new DateTimeOffset(moment)),
            DateTimeOffset moment => moment.UtcDateTime.ToString("O", null),
            var other => LanguagePrimitives.ConvertTo<string>(other),
        };
}
