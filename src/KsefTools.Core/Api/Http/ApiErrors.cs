using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Api.Http;

/// <summary>
/// Turns whatever went wrong into <see cref="KsefApiException"/>. The one place that words these errors.
/// </summary>
internal static class ApiErrors
{
    private const string BlockedByPortal = "security-service-blocked";

    internal static KsefApiException FromAnswer(ApiCall call, HttpStatusCode status, byte[] body, TimeSpan? retryAfter)
    {
        var error = ErrorReader.Read(body);
        var kind = KindOf(status, error);
        if (kind is ApiErrorKind.RateLimited)
            retryAfter ??= AskedWait.InText(error.Details);
        return new KsefApiException(kind, call.Endpoint, Sentence(kind, call, (int)status, error, retryAfter))
        {
            HttpStatus = (int)status,
            Code = error.Code,
            Details = error.Details,
            ReasonCode = error.ReasonCode,
            PresentPermissions = error.PresentPermissions,
            RetryAfter = retryAfter,
            TraceId = error.TraceId,
            SpeaksAboutCredential = SpeaksAboutCredential(kind, error),
        };
    }

    internal static KsefApiException Unreachable(ApiCall call, string host, Exception cause)
    {
        var message =
            cause.InnerException is AuthenticationException
                ? UiText.Of(
                    $"{call.Endpoint}: no secure connection to KSeF: its certificate was not accepted ({host}).",
                    $"{call.Endpoint}: brak bezpiecznego połączenia z KSeF: certyfikat serwera nie został przyjęty "
                        + $"({host})."
                )
                : UiText.Of(
                    $"{call.Endpoint}: KSeF could not be reached: {Reason(cause)} ({host}).",
                    $"{call.Endpoint}: nie udało się połączyć z KSeF: {Reason(cause)} ({host})."
                );
        return new KsefApiException(ApiErrorKind.Unreachable, call.Endpoint, message, Harmless(cause))
        {
            NeverArrived =
                cause
                    is HttpRequestException
                    {
                        HttpRequestError: HttpRequestError.NameResolutionError
                            or HttpRequestError.ConnectionError
                            or HttpRequestError.SecureConnectionError
                            or HttpRequestError.ProxyTunnelError
                    },
        };
    }

    private static string Reason(Exception cause) =>
        cause.GetBaseException() is SocketException { SocketErrorCode: var error }
            ? error switch
            {
                SocketError.ConnectionRefused => UiText.Of("Connection refused", "połączenie odrzucone"),
                SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => UiText.Of(
                    "no address was found for this name",
                    "nie znaleziono adresu dla tej nazwy"
                ),
                SocketError.TimedOut => UiText.Of("the connection got no answer", "brak odpowiedzi na połączenie"),
                SocketError.NetworkUnreachable or SocketError.NetworkDown or SocketError.HostUnreachable => UiText.Of(
                    "no network route to this address",
                    "brak połączenia sieciowego z tym adresem"
                ),
                SocketError.ConnectionReset or SocketError.ConnectionAborted => BrokenOff,
                _ => error.ToString(),
            }
        : cause is HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError }
            ? UiText.Of("the proxy server refused", "serwer proxy odmówił")
        : BrokenOff;

    private static string BrokenOff => UiText.Of("the connection was broken off", "połączenie zostało zerwane");

    /// <summary>A cause that may be shown: what is no HTTP at all is quoted by the HTTP client's exceptions.</summary>
    private static Exception? Harmless(Exception? cause) =>
        cause is not null && SecretShape.IsIn(cause.ToString()) ? null : cause;

    /// <summary>Nothing was sent: the address has answered nobody lately.</summary>
    internal static KsefApiException Silent(ApiCall call, string host) =>
        new(
            ApiErrorKind.Unreachable,
            call.Endpoint,
            UiText.Of(
                $"{call.Endpoint}: not asked, as KSeF ({host}) has not answered any request lately.",
                $"{call.Endpoint}: nie wysłano żądania, bo KSeF ({host}) nie odpowiada ostatnio na żadne."
            )
        )
        {
            WasSent = false,
        };

    /// <summary>Nothing was sent, and nothing will be before a person has decided.</summary>
    internal static KsefApiException NotAllowed(string sentence) =>
        new(ApiErrorKind.EnvironmentNotAllowed, "", sentence) { WasSent = false };

    internal static KsefApiException TimedOut(ApiCall call, string host, TimeSpan limit) =>
        new(
            ApiErrorKind.Unreachable,
            call.Endpoint,
            UiText.Of(
                $"{call.Endpoint}: KSeF ({host}) did not answer within {Seconds(limit)} s.",
                $"{call.Endpoint}: KSeF ({host}) nie odpowiedział w ciągu {Seconds(limit)} s."
            )
        );

    internal static KsefApiException BadAnswer(ApiCall call, HttpStatusCode? status, Exception? cause) =>
        BadAnswer(call.Endpoint, (int?)status, cause);

    internal static KsefApiException BadAnswer(string endpoint, int? status = null, Exception? cause = null) =>
        new(
            ApiErrorKind.BadAnswer,
            endpoint,
            UiText.Of(
                $"{endpoint}: the answer is not one that KSeF's contract knows.",
                $"{endpoint}: odpowiedź nie jest zgodna z kontraktem KSeF."
            ),
            Harmless(cause)
        )
        {
            HttpStatus = status,
        };

    internal static KsefApiException UnsafeHeader(ApiCall call) =>
        new(
            ApiErrorKind.BadAnswer,
            call.Endpoint,
            UiText.Of(
                $"{call.Endpoint}: what the server gave for this request cannot stand in a header, so it was not sent.",
                $"{call.Endpoint}: tego, co serwer podał dla tego żądania, nie można umieścić w nagłówku, więc go nie "
                    + "wysłano."
            )
        )
        {
            WasSent = false,
        };

    internal static KsefApiException Throttled(ApiCall call, TimeSpan? retryAfter) =>
        new(ApiErrorKind.RateLimited, call.Endpoint, RateLimited(call, retryAfter))
        {
            RetryAfter = retryAfter,
            WasSent = false,
        };

    private static ApiErrorKind KindOf(HttpStatusCode status, ErrorBody error) =>
        status switch
        {
            HttpStatusCode.BadRequest => error.IsOfContract ? ApiErrorKind.Validation : ApiErrorKind.BadAnswer,
            HttpStatusCode.Unauthorized => ApiErrorKind.Unauthorized,
            HttpStatusCode.Forbidden => error.ReasonCode is null or BlockedByPortal
                ? ApiErrorKind.PortalRefused
                : ApiErrorKind.Forbidden,
            HttpStatusCode.NotFound => ApiErrorKind.NotFound,
            HttpStatusCode.Gone => ApiErrorKind.Gone,
            HttpStatusCode.TooManyRequests => ApiErrorKind.RateLimited,
            >= HttpStatusCode.InternalServerError => ApiErrorKind.ServerError,
            _ => ApiErrorKind.BadAnswer,
        };

    // 21115, 21117: the certificate; 21301: the session or its token is dead; 21304: no such sign-in; 21308: the person
    // died; 25001, 25002, 26001, 26002: what this sign-in may not do. ip-not-allowed is about this machine.
    private static bool SpeaksAboutCredential(ApiErrorKind kind, ErrorBody error) =>
        kind switch
        {
            ApiErrorKind.Unauthorized => error.IsOfContract,
            ApiErrorKind.Forbidden => error.ReasonCode is not "ip-not-allowed",
            ApiErrorKind.Validation => error.Code
                is 21115
                    or 21117
                    or 21301
                    or 21304
                    or 21308
                    or 25001
                    or 25002
                    or 26001
                    or 26002,
            _ => false,
        };

    private static string Sentence(
        ApiErrorKind kind,
        ApiCall call,
        int status,
        ErrorBody error,
        TimeSpan? retryAfter
    ) =>
        kind switch
        {
            ApiErrorKind.RateLimited => RateLimited(call, retryAfter),
            ApiErrorKind.PortalRefused => UiText.Of(
                $"{call.Endpoint}: a gateway in front of KSeF refused the request (403). That says nothing about "
                    + "the credential.",
                $"{call.Endpoint}: zabezpieczenia przed KSeF odrzuciły żądanie (403). Nie mówi to nic o poświadczeniu."
            ),
            ApiErrorKind.ServerError when retryAfter is { } wait => UiText.Of(
                $"{call.Endpoint}: KSeF failed ({status}); it asks to wait {Seconds(wait)} s.",
                $"{call.Endpoint}: błąd po stronie KSeF ({status}); należy odczekać {Seconds(wait)} s."
            ),
            ApiErrorKind.ServerError => UiText.Of(
                $"{call.Endpoint}: KSeF failed ({status}).",
                $"{call.Endpoint}: błąd po stronie KSeF ({status})."
            ),
            _ => Refused(call, status, error),
        };

    private static string Refused(ApiCall call, int status, ErrorBody error)
    {
        var code = error.Code?.ToString(CultureInfo.InvariantCulture) ?? error.ReasonCode;
        var numbers = code is null ? $"{status}" : $"{status}, {code}";
        var why = error.Details.Count == 0 ? string.Empty : $": {string.Join(" ", error.Details)}";
        return UiText.Of(
            $"{call.Endpoint}: KSeF refused the request ({numbers}){why}",
            $"{call.Endpoint}: KSeF odrzucił żądanie ({numbers}){why}"
        );
    }

    private static string RateLimited(ApiCall call, TimeSpan? retryAfter) =>
        retryAfter is { } wait
            ? UiText.Of(
                $"{call.Endpoint}: KSeF's rate limit is used up; it asks to wait {Seconds(wait)} s.",
                $"{call.Endpoint}: limit żądań KSeF został wyczerpany; należy odczekać {Seconds(wait)} s."
            )
            : UiText.Of(
                $"{call.Endpoint}: KSeF's rate limit is used up.",
                $"{call.Endpoint}: limit żądań KSeF został wyczerpany."
            );

    private static string Seconds(TimeSpan time) =>
        Math.Ceiling(time.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}
