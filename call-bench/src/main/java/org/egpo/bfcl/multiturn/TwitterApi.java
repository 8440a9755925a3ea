package org.egpo.bfcl.multiturn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.egpo.call.Value;

/** The official {@code TwitterAPI} (posting): tweets, comments and followers. */
final class TwitterApi extends Environment {
    private static final Function.Table<TwitterApi> FUNCTIONS = new Function.Table<TwitterApi>("TwitterAPI")
            .add("authenticate_twitter(username, password)", (t, a) -> t.authenticate(a[0], a[1]))
            .add(
                    "posting_get_login_status()",
                    (t, a) -> DictObject.of("login_status", PythonObjects.truth(t.authenticated)))
            .add("post_tweet(content, tags=SHARED, mentions=SHARED)", (t, a) -> t.post(a[0], a[1], a[2]))
            .add("retweet(tweet_id)", (t, a) -> t.retweet(a[0]))
            .add("comment(tweet_id, comment_content)", (t, a) -> t.comment(a[0], a[1]))
            .add("mention(tweet_id, mentioned_usernames)", (t, a) -> t.mention(a[0], a[1]))
            .add("follow_user(username_to_follow)", (t, a) -> t.follow(a[0]))
            .add("list_all_following()", (t, a) -> t.following())
            .add("unfollow_user(username_to_unfollow)", (t, a) -> t.unfollow(a[0]))
            .add("get_tweet(tweet_id)", (t, a) -> t.tweet(a[0]))
            .add("get_user_tweets(username)", (t, a) -> t.tweetsOf(a[0]))
            .add("search_tweets(keyword)", (t, a) -> t.search(a[0]))
            .add("get_tweet_comments(tweet_id)", (t, a) -> t.comments(a[0]))
            .add("get_user_stats(username)", (t, a) -> t.statistics(a[0]));

    private Object username;
    private Object password;
    private Object authenticated;
    private DictObject tweets;
    private Object comments;
    private Object retweets;
    private Object followingList;
    private Object tweetCounter;

    TwitterApi(Constants constants, SharedObjects shared) {
        super(constants, shared);
    }

    @Override
    String name() {
        return "TwitterAPI";
    }

    @Override
    Map<String, Function> functions() {
        return FUNCTIONS.functions();
    }

    @Override
    void load(Value.MapValue configuration) {
        username = configured(configuration, "username");
        password = configured(configuration, "password");
        authenticated = configured(configuration, "authenticated");
        tweets = new DictObject();
        DictObject given = PythonObjects.dict(configured(configuration, "tweets"), "items");
        given.entries().forEach(e -> tweets.put(Numbers.toInteger(given.spelling(e.getKey())), e.getValue()));
        comments = configured(configuration, "comments");
        retweets = configured(configuration, "retweets");
        followingList = configured(configuration, "following_list");
        tweetCounter = configured(configuration, "tweet_counter");
    }

    @Override
    LinkedHashMap<String, Object> attributes() {
        LinkedHashMap<String, Object> all = new LinkedHashMap<>();
        all.put("username", username);
        all.put("password", password);
        all.put("authenticated", authenticated);
        all.put("tweets", tweets);
        all.put("comments", comments);
        all.put("retweets", retweets);
        all.put("following_list", followingList);
        all.put("tweet_counter", tweetCounter);
        return all;
    }

    @Override
    Environment copy(ObjectCopies copies) {
        TwitterApi copy = new TwitterApi(constants, shared);
        copy.longContext = longContext;
        copy.username = username;
        copy.password = password;
        copy.authenticated = authenticated;
        copy.tweets = copies.dict(tweets);
        copy.comments = copies.copy(comments);
        copy.retweets = copies.copy(retweets);
        copy.followingList = copies.copy(followingList);
        copy.tweetCounter = tweetCounter;
        return copy;
    }

    private DictObject refused(String doing) {
        return PythonObjects.truth(authenticated)
                ? null
                : DictObject.error("User not authenticated. Please authenticate before " + doing + ".");
    }

    private static DictObject notFound(Object id) {
        return DictObject.error("Tweet with ID " + PythonSpelling.str(id) + " not found.");
    }

    private Object authenticate(Object name, Object word) {
        boolean right = PythonObjects.equal(name, username) && PythonObjects.equal(word, password);
        authenticated = right ? Boolean.TRUE : authenticated;
        return DictObject.of("authentication_status", right);
    }

    private Object post(Object content, Object tags, Object mentions) {
        DictObject refused = refused("posting");
        if (refused != null) {
            return refused;
        }
        DictObject tweet = DictObject.of(
                "id",
                tweetCounter,
                "username",
                username,
                "content",
                content,
                "tags",
                tags == SharedObjects.DEFAULT_LIST ? shared.defaultTags : tags,
                "mentions",
                mentions == SharedObjects.DEFAULT_LIST ? shared.defaultMentions : mentions);
        tweets.put(tweetCounter, tweet);
        tweetCounter = Numbers.add(tweetCounter, 1L);
        return tweet;
    }

    private Object retweet(Object id) {
        DictObject refused = refused("retweeting");
        if (refused != null) {
            return refused;
        }
        if (!tweets.containsKey(id)) {
            return notFound(id);
        }
        if (!PythonObjects.contains(retweets, username)) {
            PythonObjects.put(retweets, username, new ListObject());
        }
        Object own = PythonObjects.dict(retweets, "get").at(username);
        if (PythonObjects.contains(own, id)) {
            return DictObject.of("retweet_status", "Already retweeted");
        }
        PythonObjects.list(own, "append").add(id);
        return DictObject.of("retweet_status", "Successfully retweeted");
    }

    private Object comment(Object id, Object content) {
        DictObject refused = refused("commenting");
        if (refused != null) {
            return refused;
        }
        if (!tweets.containsKey(id)) {
            return notFound(id);
        }
        if (!PythonObjects.contains(comments, id)) {
            PythonObjects.put(comments, id, new ListObject());
        }
        Object all = PythonObjects.dict(comments, "get").at(id);
        PythonObjects.list(all, "append").add(DictObject.of("username", username, "content", content));
        return DictObject.of("comment_status", "Comment added successfully");
    }

    private Object mention(Object id, Object names) {
        if (!tweets.containsKey(id)) {
            return notFound(id);
        }
        ListObject mentions = PythonObjects.list(PythonObjects.at(tweets.get(id), "mentions"), "extend");
        mentions.addAll(PythonObjects.items(names));
        return DictObject.of("mention_status", "Users mentioned successfully");
    }

    private Object follow(Object name) {
        DictObject refused = refused("following");
        if (refused != null) {
            return refused;
        }
        if (PythonObjects.contains(followingList, name)) {
            return DictObject.of("follow_status", false);
        }
        PythonObjects.list(followingList, "append").add(name);
        return DictObject.of("follow_status", true);
    }

    private Object following() {
        DictObject refused = refused("listing following");
        return refused != null ? refused : DictObject.of("following_list", followingList);
    }

    private Object unfollow(Object name) {
        DictObject refused = refused("unfollowing");
        if (refused != null) {
            return refused;
        }
        if (!PythonObjects.contains(followingList, name)) {
            return DictObject.of("unfollow_status", false);
        }
        PythonObjects.list(followingList, "remove").remove(name);
        return DictObject.of("unfollow_status", true);
    }

    private Object tweet(Object id) {
        return tweets.containsKey(id) ? tweets.get(id) : notFound(id);
    }

    private ListObject tweetsOf(Object name) {
        ListObject found = new ListObject();
        for (Object tweet : tweets.values()) {
            if (PythonObjects.equal(PythonObjects.at(tweet, "username"), name)) {
                found.add(tweet);
            }
        }
        return found;
    }

    private Object search(Object keyword) {
        ListObject found = new ListObject();
        for (Object tweet : tweets.values()) {
            String wanted = Texts.lower(keyword);
            boolean matches = Texts.lower(PythonObjects.at(tweet, "content")).contains(wanted)
                    || lower(PythonObjects.items(PythonObjects.at(tweet, "tags")))
                            .contains(wanted);
            if (matches) {
                found.add(tweet);
            }
        }
        return found;
    }

    private static List<String> lower(List<Object> tags) {
        return tags.stream().map(Texts::lower).toList();
    }

    private Object comments(Object id) {
        if (!tweets.containsKey(id)) {
            return notFound(id);
        }
        return PythonObjects.dict(comments, "get").get(id, new ListObject());
    }

    private Object statistics(Object name) {
        long count = tweetsOf(name).size();
        long following = PythonObjects.equal(name, username) ? Texts.length(followingList) : 0;
        long retweeted = Texts.length(PythonObjects.dict(retweets, "get").get(name, new ListObject()));
        return DictObject.of("tweet_count", count, "following_count", following, "retweet_count", retweeted);
    }
}
