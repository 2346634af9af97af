using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Keys;

namespace KsefTools.Sandbox.Control.Areas;

/// <summary>POST keys/rotate, keys/recertify, keys/withdraw.</summary>
internal static class KeyControl
{
    public static readonly IReadOnlyList<ControlAction> All =
    [
        new("POST", "/keys/rotate", call => CertifyAsync(call, call.Environment.Keys.Rotate)),
        new("POST", "/keys/recertify", call => CertifyAsync(call, call.Environment.Keys.Recertify)),
        new("POST", "/keys/withdraw", WithdrawAsync),
    ];

    private static async ValueTask<Reply> CertifyAsync(ControlCall call, Func<KeyUsage, KeyCertificate?> certify)
    {
        var command = await call.ReadAsync(ControlJson.Default.KeyCommand);
        var usage = command.Usage ?? KeyUsage.KsefTokenEncryption;
        var made = certify(usage) ?? throw new ControlException($"Every key for {usage} is withdrawn.");
        var body = new KeyState(made.KeyId, made.CertificateId, made.Usage, made.ValidFrom);
        return Reply.Json(200, body, ControlJson.Default.KeyState);
    }

    private static async ValueTask<Reply> WithdrawAsync(ControlCall call)
    {
        var command = await call.ReadAsync(ControlJson.Default.KeyCommand);
        if (command.PublicKeyId is null || !call.Environment.Keys.Withdraw(command.PublicKeyId))
            throw new ControlException("publicKeyId names no key in service.");
        return ControlCall.Done();
    }
}
