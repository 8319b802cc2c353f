using Pipeline.Standalone.Settings;
using Pipeline.Testing;

namespace Pipeline.Standalone.Tests.Settings;

public sealed class SigningSecretTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void Secret_is_generated_once_per_folder()
    {
        var secret = SigningSecret.Of(_folder.Path);

        Assert.Matches("^whsec_[0-9a-f]{64}$", secret);
        Assert.Equal(secret, SigningSecret.Of(_folder.Path));
        Assert.NotEqual(secret, SigningSecret.Of(Path.Combine(_folder.Path, "other")));
    }

    // A loss of power or an editor can leave part of it, which could be guessed.
    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("whsec_")]
    [InlineData("whsec_0123")]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")]
    public void Secret_that_could_be_guessed_is_made_anew(string left)
    {
        File.WriteAllText(_folder.File("stripe-signing-secret"), left);

        var secret = SigningSecret.Of(_folder.Path);

        Assert.Matches("^whsec_[0-9a-f]{64}$", secret);
        Assert.Equal(secret, SigningSecret.Of(_folder.Path));
    }

    [Fact]
    public void Secret_can_be_read_by_its_owner_only()
    {
        SigningSecret.Of(_folder.Path);

        if (!OperatingSystem.IsWindows())
        {
            var mode = File.GetUnixFileMode(Assert.Single(Directory.GetFiles(_folder.Path)));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, mode);
        }
    }

    public void Dispose() => _folder.Dispose();
}
