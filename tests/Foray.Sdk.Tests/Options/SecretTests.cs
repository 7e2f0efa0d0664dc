using CsCheck;
using Foray.Sdk.Options;

namespace Foray.Sdk.Tests.Options;

public sealed class SecretTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("foray-sdk-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_secret_never_shows_its_value() =>
        Gen.String[Gen.Char.AlphaNumeric, 12, 20].Sample(value =>
        {
            Assert.Equal(value, Secret.FromText(value).Reveal("/"));
            Assert.DoesNotContain(value, $"{Secret.FromText(value)} {new Variable(value, IsSecret: true)}", StringComparison.Ordinal);
        });

    [Fact]
    public void It_says_where_it_comes_from()
    {
        Assert.Equal("(secret from $TOKEN)", Secret.FromEnvironment("TOKEN").ToString());
        Assert.Equal("(secret from key.txt)", Secret.FromFile("key.txt").ToString());
        Assert.Equal("(from TOKEN)", new Variable(null, "TOKEN", IsSecret: true).ToString());
    }

    [Fact]
    public void One_in_a_file_is_read_without_the_end_of_its_last_line()
    {
        File.WriteAllText(Path.Combine(_folder, "key.txt"), "one\ntwo\r\n");
        Assert.Equal("one\ntwo", Secret.FromFile("key.txt").Reveal(_folder));
        Assert.Equal("one\ntwo", new Variable(null, File: "key.txt").Resolve(_folder));
    }

    [Fact]
    public void One_in_the_environment_is_read_when_it_is_needed()
    {
        var name = $"FORAY_TEST_{Guid.NewGuid():N}";
        var secret = Secret.FromEnvironment(name);
        Assert.Null(secret.Reveal("/"));
        Environment.SetEnvironmentVariable(name, "value");
        Assert.Equal("value", secret.Reveal("/"));
        Assert.Equal("value", new Variable(null, name).Resolve("/"));
        Environment.SetEnvironmentVariable(name, null);
    }

    [Fact]
    public void One_that_cannot_be_read_is_nothing()
    {
        Assert.Null(Secret.FromFile("missing").Reveal(_folder));
        Assert.Null(Secret.FromFile(".").Reveal(_folder));
    }

    [Fact]
    public void A_plain_variable_shows_its_value()
    {
        Assert.Equal("5", new Variable("5").Resolve("/"));
        Assert.Equal("5", new Variable("5").ToString());
    }
}
