using System.Text;
using System.Text.Json;
using HealthRecord.Importers.Json;
using Xunit;

namespace HealthRecord.Importers.Tests.Json;

[Collection(MeasuredAlone.Name)]
public sealed class JsonItemsTests
{
    [Fact]
    public void Elements_come_one_at_a_time_with_the_path_of_their_array()
    {
        var (items, values) = Read(
            """{"body":{"zone":"Europe/Paris","list":[{"a":1},2,[3]]},"more":true,"top":[null]}"""
        );

        Assert.Equal(["body/list {\"a\":1}", "body/list 2", "body/list [3]", "top null"], items);
        Assert.Equal(["body/zone Europe/Paris", "more True"], values);
    }

    [Fact]
    public void An_array_at_the_root_has_the_empty_path_and_a_byte_order_mark_does_no_harm()
    {
        Assert.Equal([" {\"a\":1}", " {\"a\":2}"], Read("\uFEFF[{\"a\":1},{\"a\":2},]").Items);
        Assert.Empty(Read("[]").Items);
    }

    [Fact]
    public void Elements_of_an_opened_array_are_walked_into()
    {
        var (items, _) = Read("""[{"list":[1,2]},{"list":[3]}]""", opens: path => path.Length == 0);

        Assert.Equal(["list 1", "list 2", "list 3"], items);
    }

    [Fact]
    public void What_stood_before_a_cut_is_handed_out_wherever_the_cut_is()
    {
        const string whole = """{"list":[{"a":1},{"a":2},{"a":3}]}""";
        for (var length = 1; length < whole.Length; length++)
        {
            var items = new List<string>();
            Assert.ThrowsAny<JsonException>(() => Read(whole[..length], items: items));
            Assert.Equal(whole[..length].Count(c => c == '}'), items.Count);
        }
    }

    [Fact]
    public void Elements_that_lie_across_buffers_and_are_larger_than_one_are_whole()
    {
        var text = new StringBuilder("[");
        for (var i = 0; i < 400; i++)
            text.Append(null, $"{{\"i\":{i},\"s\":\"{new string('x', i * 37 % 5000)}\"}},");
        text.Append(null, $"{{\"i\":400,\"s\":\"{new string('y', 300_000)}\"}}]");

        var items = Read(text.ToString()).Items;

        Assert.Equal(401, items.Count);
        Assert.True(items[400].Length > 300_000);
    }

    [Fact]
    public void Memory_does_not_grow_with_the_file()
    {
        var count = 0;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        new JsonItems { Item = (_, _) => count++ }.Read(
            new Endless(
                "[",
                "{\"dateTime\":\"03/01/24 00:00:10\",\"value\":{\"bpm\":101}},",
                600_000,
                "1]"
            ),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(600_001, count);
        Assert.InRange(
            GC.GetTotalMemory(forceFullCollection: true) - before,
            long.MinValue,
            16 << 20
        );
    }

    [Fact]
    public void An_element_without_an_end_is_refused_before_it_fills_the_memory() =>
        Assert.Throws<InvalidDataException>(() =>
            new JsonItems { Item = (_, _) => { }, MostBytes = 1 << 20 }.Read(
                new Endless("[\"", new string('x', 1000), 10_000, "\"]"),
                TestContext.Current.CancellationToken
            )
        );

    [Fact]
    public void Text_that_is_no_text_is_missing_instead_of_an_exception()
    {
        byte[] bytes = [.. "[{\"a\":\""u8, 0xFF, .. "\",\"b\":\"\\ud800\",\"c\":5}]"u8];
        new JsonItems
        {
            Item = (_, item) =>
            {
                Assert.Null(item.Text("a"));
                Assert.Null(item.Text("b"));
                Assert.Equal("5", item.Text("c"));
                Assert.Null(item.Text("d"));
            },
        }.Read(new MemoryStream(bytes), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Names_that_are_no_text_are_question_marks_and_hide_nothing_beside_them()
    {
        byte[] bytes = [.. "[{\"\\ud800\":1,\""u8, 0xFF, .. "\":2,\"c\":null}]"u8];
        new JsonItems
        {
            Item = (_, item) =>
            {
                Assert.Equal(
                    ["?", "?", "c"],
                    ((JsonElement?)item).Properties().Select(p => p.Name)
                );
                Assert.Null(item.Get("b"));
                Assert.True(item.Has("c"));
                Assert.False(item.Has("d"));
            },
        }.Read(new MemoryStream(bytes), TestContext.Current.CancellationToken);
    }

    private static (List<string> Items, List<string> Values) Read(
        string json,
        Func<string, bool>? opens = null,
        List<string>? items = null
    )
    {
        items ??= [];
        var values = new List<string>();
        new JsonItems
        {
            Item = (path, item) => items.Add($"{path} {item.GetRawText()}"),
            Value = (path, value) => values.Add($"{path} {value}"),
            Opens = opens ?? (_ => false),
        }.Read(
            new MemoryStream(Encoding.UTF8.GetBytes(json)),
            TestContext.Current.CancellationToken
        );
        return (items, values);
    }

    /// <summary>A text that is made while it is read.</summary>
    private sealed class Endless(string first, string again, int times, string last) : Stream
    {
        private byte[] rest = Encoding.UTF8.GetBytes(first);
        private int at;
        private int made;

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (at == rest.Length)
            {
                if (made > times)
                    return 0;
                rest = Encoding.UTF8.GetBytes(made++ == times ? last : again);
                at = 0;
            }
            var some = Math.Min(count, rest.Length - at);
            rest.AsSpan(at, some).CopyTo(buffer.AsSpan(offset));
            at += some;
            return some;
        }

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get; set; }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) =>
            throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) =>
            throw new NotSupportedException();
    }
}
