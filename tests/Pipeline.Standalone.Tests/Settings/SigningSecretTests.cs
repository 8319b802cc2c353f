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
