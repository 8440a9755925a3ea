package org.egpo.bfcl.multiturn;

import java.util.function.Predicate;
import org.egpo.call.PythonDict;
import org.egpo.call.PythonList;
import org.egpo.call.PythonNumbers;
import org.egpo.call.PythonObjects;
import org.egpo.call.TextMethods;
import org.egpo.call.Value;

/** The official {@code TwitterAPI} (posting): tweets, comments and followers. */
final class TwitterApi extends Environment {
    static final SimulatedFunction.Table<TwitterApi> FUNCTIONS = new SimulatedFunction.Table<TwitterApi>(
                    "TwitterAPI",
                    "username password authenticated tweets comments retweets following_list tweet_counter")
            .add("authenticate_twitter", (t, a) -> t.authenticate(a[0], a[1]))
            .add("posting_get_login_status", (t, a) -> PythonDict.of("login_status", t.isSet("authenticated")))
            .add("post_tweet", (t, a) -> t.post(a[0], a[1], a[2]))
            .add("retweet", (t, a) -> t.retweet(a[0]))
            .add("comment", (t, a) -> t.comment(a[0], a[1]))
            .add("mention", (t, a) -> t.mention(a[0], a[1]))
            .add("follow_user", (t, a) -> t.follow(a[0]))
            .add("list_all_following", (t, a) -> PythonDict.of("following_list", t.get("following_list")))
            .add("unfollow_user", (t, a) -> t.unfollow(a[0]))
            .add("get_tweet", (t, a) -> t.tweet(a[0]))
            .add("get_user_tweets", (t, a) -> t.tweetsOf(a[0]))
            .add("search_tweets", (t, a) -> t.search(a[0]))
            .add("get_tweet_comments", (t, a) -> t.comments(a[0]))
            .add("get_user_stats", (t, a) -> t.statistics(a[0]));

    @Override
    void load() {
        super.load();
        PythonDict tweets = new PythonDict();
        dict("tweets", "items").forEach((id, tweet) -> tweets.put(PythonNumbers.toInteger(id), tweet));
        set("tweets", tweets);
    }

    private PythonDict tweets() {
        return (PythonDict) get("tweets");
    }

    private Value tweet(Value id) {
        refuse(!tweets().has(id), "Tweet with ID %s not found.", id);
        return tweets().at(id);
    }

    private Value authenticate(Value name, Value word) {
        boolean right = Value.pythonEquals(name, get("username")) && Value.pythonEquals(word, get("password"));
        if (right) {
            set("authenticated", Value.Bool.TRUE);
        }
        return PythonDict.of("authentication_status", right);
    }

    private Value post(Value content, Value tags, Value mentions) {
        Value id = get("tweet_counter");
        PythonDict tweet = PythonDict.named(
                "id username content tags mentions",
                id,
                get("username"),
                content,
                tags == SharedObjects.DEFAULT_LIST ? shared.defaultTags : tags,
                mentions == SharedObjects.DEFAULT_LIST ? shared.defaultMentions : mentions);
        tweets().put(id, tweet);
        increase("tweet_counter", 1);
        return tweet;
    }

    /** What an attribute that is a dict has under a key, an empty list where it has nothing. */
    private Value under(String attribute, Value key) {
        if (!PythonObjects.contains(get(attribute), key)) {
            PythonObjects.put(get(attribute), key, new PythonList());
        }
        return dict(attribute, "get").at(key);
    }

    private Value retweet(Value id) {
        tweet(id);
        Value own = under("retweets", get("username"));
        if (PythonObjects.contains(own, id)) {
            return PythonDict.of("retweet_status", "Already retweeted");
        }
        PythonObjects.list(own, "append").add(id);
        return PythonDict.of("retweet_status", "Successfully retweeted");
    }

    private Value comment(Value id, Value content) {
        tweet(id);
        PythonObjects.list(under("comments", id), "append")
                .add(PythonDict.of("username", get("username"), "content", content));
        return PythonDict.of("comment_status", "Comment added successfully");
    }

    private Value mention(Value id, Value names) {
        PythonObjects.list(PythonObjects.at(tweet(id), "mentions"), "extend").addAll(PythonObjects.items(names));
        return PythonDict.of("mention_status", "Users mentioned successfully");
    }

    private Value follow(Value name) {
        boolean known = has("following_list", name);
        if (!known) {
            list("following_list", "append").add(name);
        }
        return PythonDict.of("follow_status", !known);
    }

    private Value unfollow(Value name) {
        boolean known = has("following_list", name);
        if (known) {
            list("following_list", "remove").remove(name);
        }
        return PythonDict.of("unfollow_status", known);
    }

    private PythonList tweetsOf(Value name) {
        return tweetsWhere(tweet -> Value.pythonEquals(PythonObjects.at(tweet, "username"), name));
    }

    private PythonList tweetsWhere(Predicate<Value> condition) {
        return new PythonList(tweets().values().stream().filter(condition).toList());
    }

    private Value search(Value keyword) {
        return tweetsWhere(tweet -> {
            String wanted = TextMethods.lower(keyword);
            return TextMethods.lower(PythonObjects.at(tweet, "content")).contains(wanted)
                    || PythonObjects.items(PythonObjects.at(tweet, "tags")).stream()
                            .map(TextMethods::lower)
                            .toList()
                            .contains(wanted);
        });
    }

    private Value comments(Value id) {
        tweet(id);
        return dict("comments", "get").get(id, new PythonList());
    }

    private Value statistics(Value name) {
        int count = tweetsOf(name).size();
        boolean own = Value.pythonEquals(name, get("username"));
        int following = own ? PythonObjects.length(get("following_list")) : 0;
        int retweeted = PythonObjects.length(dict("retweets", "get").get(name, new PythonList()));
        return PythonDict.named("tweet_count following_count retweet_count", count, following, retweeted);
    }
}
