using System.Buffers.Text;
using System.Text.Json;

namespace KsefTools.Sandbox.Tests.Support;

/// <summary>What an access token says.</summary>
public static class Jwt
{
    /// <summary>A claim that is a list written as text.</summary>
    public static List<string> List(string jwt, string claim)
    {
        var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(jwt.Split('.')[1])).RootElement;
        return JsonSerializer.Deserialize<List<string>>(claims.GetProperty(claim).GetString()!)!;
    }
}
