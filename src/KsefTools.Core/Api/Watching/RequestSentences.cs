using System.Globalization;
using System.Net;
using KsefTools.Core.Api.Http;

namespace KsefTools.Core.Api.Watching;

/// <summary>How each piece of news is worded: by endpoint and context, and never by what was sent.</summary>
internal static class RequestSentences
{
    public static RequestNews Answered(ApiCall call, HttpStatusCode status, TimeSpan took) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{Of(call)}: {(int)status}, {took.TotalMilliseconds:0} ms"));

    public static RequestNews Waits(ApiCall call, TimeSpan wait)
    {
        // Without the moment that is waited beyond what KSeF asks.
        var seconds = Math.Round(wait.TotalSeconds);
        return new(
            UiText.Of($"{Of(call)}: KSeF asks to wait {seconds} s.", $"{Of(call)}: KSeF każe odczekać {seconds} s."),
            wait
        );
    }

    public static RequestNews Again(KsefApiException failure, TimeSpan pause)
    {
        var seconds = pause.TotalSeconds.ToString("0.#", CultureInfo.CurrentCulture);
        return new(
            UiText.Of(
                $"{failure.Message} The next attempt follows in {seconds} s.",
                $"{failure.Message} Kolejna próba za {seconds} s."
            ),
            failure.RetryAfter
        );
    }

    private static string Of(ApiCall call) =>
        call.Context is { } context ? $"{call.Endpoint} ({context})" : call.Endpoint;
}
