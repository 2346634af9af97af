namespace KsefTools.Core.SignIn.Xades;

/// <summary>The versions of the AuthTokenRequest schema that KSeF takes.</summary>
public enum AuthTokenSchema
{
    /// <summary><c>http://ksef.mf.gov.pl/auth/token/2.1</c>: its patterns for allowed addresses can be met.</summary>
    Version21,

    /// <summary><c>http://ksef.mf.gov.pl/auth/token/2.0</c>: what the Ministry's own client sends.</summary>
    Version20,
}
