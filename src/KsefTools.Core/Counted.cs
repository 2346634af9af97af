namespace KsefTools.Core;

/// <summary>A number with its noun, in the form that the number asks for.</summary>
public static class Counted
{
    /// <summary>In English: 1 client, 2 clients.</summary>
    public static string Of(int count, string one, string many) => $"{count} {(count == 1 ? one : many)}";

    /// <summary>In Polish: 1 klient, 2 klienci, 5 klientów; 22 klienci, 112 klientów.</summary>
    public static string Of(int count, string one, string few, string many) => $"{count} {Form(count, one, few, many)}";

    /// <summary>The same with a list: one form for all numbers, two of English, three of Polish.</summary>
    public static string Of(int count, IReadOnlyList<string> forms)
    {
        ArgumentNullException.ThrowIfNull(forms);
        return forms.Count switch
        {
            1 => $"{count} {forms[0]}",
            2 => Of(count, forms[0], forms[1]),
            _ => Of(count, forms[0], forms[1], forms[2]),
        };
    }

    /// <summary>Clients, in the language of the session.</summary>
    public static string Clients(int count) =>
        UiText.Of(Of(count, "client", "clients"), Of(count, "klient", "klienci", "klientów"));

    /// <summary>Days, in the language of the session.</summary>
    public static string Days(int count) => UiText.Of(Of(count, "day", "days"), Of(count, "dzień", "dni", "dni"));

    private static string Form(int count, string one, string few, string many) =>
        count == 1 ? one
        : count % 10 is >= 2 and <= 4 && count % 100 is not (>= 12 and <= 14) ? few
        : many;
}
