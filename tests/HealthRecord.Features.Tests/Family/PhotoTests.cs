using System.Text;
using HealthRecord.Features.Family.Photos;
using HealthRecord.TestKit;
using SkiaSharp;
using Xunit;

namespace HealthRecord.Features.Tests.Family;

public sealed class PhotoTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("png")]
    [InlineData("jpeg")]
    [InlineData("webp")]
    public void A_picture_becomes_a_small_jpeg_of_the_same_shape(string format)
    {
        var sent = format switch
        {
            "png" => Pictures.Png(2000, 1000),
            "jpeg" => Pictures.Jpeg(2000, 1000),
            _ => Pictures.Webp(2000, 1000),
        };

        using var codec = SKCodec.Create(new MemoryStream(PhotoImage.Make(sent).Value));

        Assert.Equal(SKEncodedImageFormat.Jpeg, codec.EncodedFormat);
        Assert.Equal((512, 256), (codec.Info.Width, codec.Info.Height));
    }

    [Fact]
    public void A_small_picture_is_not_blown_up()
    {
        using var codec = SKCodec.Create(
            new MemoryStream(PhotoImage.Make(Pictures.Png(40, 30)).Value)
        );

        Assert.Equal((40, 30), (codec.Info.Width, codec.Info.Height));
    }

    [Fact]
    public void A_photo_lying_on_its_side_is_put_upright_and_loses_where_it_was_taken()
    {
        var sent = Pictures.SidewaysWithPlace(400, 200);
        Assert.Contains(Pictures.Place, Encoding.Latin1.GetString(sent), StringComparison.Ordinal);

        var made = PhotoImage.Make(sent).Value;

        using var upright = SKBitmap.Decode(made);
        Assert.Equal((200, 400), (upright.Width, upright.Height));
        // What was at the left is now at the top.
        Assert.True(upright.GetPixel(100, 40).Red < 60);
        Assert.True(upright.GetPixel(100, 360).Red > 200);
        var text = Encoding.Latin1.GetString(made);
        Assert.DoesNotContain("GPS", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exif", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_that_promises_a_huge_picture_is_refused_before_a_pixel_is_decoded()
    {
        var sent = Pictures.HugeHeader(60_000, 60_000);
        var before = GC.GetTotalAllocatedBytes(precise: true);

        Assert.Equal(PhotoErrors.TooLarge, PhotoImage.Make(sent).Error);
        Assert.True(GC.GetTotalAllocatedBytes(precise: true) - before < 10_000_000);
    }

    [Fact]
    public void A_picture_that_is_cut_is_refused()
    {
        var jpeg = Pictures.Jpeg(800, 800);
        var png = Pictures.Png(800, 800);

        Assert.Equal(PhotoErrors.Broken, PhotoImage.Make(jpeg.AsSpan(0, jpeg.Length / 2)).Error);
        Assert.Equal(PhotoErrors.Broken, PhotoImage.Make(png.AsSpan(0, png.Length / 2)).Error);
    }

    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")]
    [InlineData("<html><body>photo</body></html>")]
    [InlineData("GIF89a rather old")]
    [InlineData("BM a bitmap that nobody needs")]
    [InlineData("")]
    public void What_is_no_photo_is_refused(string text) =>
        Assert.Equal(PhotoErrors.NotAPicture, PhotoImage.Make(Encoding.UTF8.GetBytes(text)).Error);

    [Fact]
    public void The_right_first_bytes_are_not_enough()
    {
        byte[] liar = [0xFF, 0xD8, 0xFF, .. "<script>alert(1)</script>"u8];

        Assert.False(PhotoImage.Make(liar).Succeeded);
    }

    [Theory, BothDatabases]
    public async Task A_new_photo_replaces_the_old_one_and_can_be_taken_away(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var (change, read) = (host.Get<ChangePhoto>(), host.Get<ReadPhoto>());

        var first = await change.RunAsync(family.Ana, family.AnaPerson, Pictures.Png(20, 10), Ct);
        var second = await change.RunAsync(family.Ana, family.AnaPerson, Pictures.Png(10, 20), Ct);
        var shown = await read.RunAsync(family.Ana, family.AnaPerson, Ct);

        Assert.NotEqual(first.Value, second.Value);
        using (var bitmap = SKBitmap.Decode(shown.Value))
            Assert.Equal((10, 20), (bitmap.Width, bitmap.Height));
        await using (var db = await host.Get<Features.Platform.Data.HealthDbs>().ReadAsync(Ct))
            Assert.Single(db.Entries);

        Assert.True((await change.RunAsync(family.Ana, family.AnaPerson, null, Ct)).Succeeded);
        Assert.False((await read.RunAsync(family.Ana, family.AnaPerson, Ct)).Succeeded);
        await using (var db = await host.Get<Features.Platform.Data.HealthDbs>().ReadAsync(Ct))
            Assert.Empty(db.Entries);
    }

    [Theory, BothDatabases]
    public async Task A_refused_file_leaves_the_photo_as_it_was(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var change = host.Get<ChangePhoto>();
        await change.RunAsync(family.Ana, family.AnaPerson, Pictures.Png(20, 10), Ct);

        var refused = await change.RunAsync(family.Ana, family.AnaPerson, "<svg/>"u8.ToArray(), Ct);

        Assert.Equal(PhotoErrors.NotAPicture, refused.Error);
        Assert.True(
            (await host.Get<ReadPhoto>().RunAsync(family.Ana, family.AnaPerson, Ct)).Succeeded
        );
    }
}
