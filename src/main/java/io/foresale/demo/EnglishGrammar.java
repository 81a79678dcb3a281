package io.foresale.demo;

/**
 * How shoppers write in English. {@code search0} and {@code message0} are the coldest, {@code search4} and
 * {@code message4} the warmest; the other rules serve them.
 */
final class EnglishGrammar {

    static final String RULES = """
            product.0: linen summer dress | wrap dress | wool winter coat | silk blouse | denim jacket | knitted cardigan | pleated skirt | cashmere scarf
            product.1: trail running shoes | leather ankle boots | white sneakers | waterproof hiking boots | suede loafers | cycling shoes | running socks
            product.2: espresso machine | burr coffee grinder | pour over kettle | milk frother | french press | single origin beans | moka pot
            product.3: two person tent | down sleeping bag | 40 litre backpack | camping stove | head torch | folding chair | rain jacket
            product.4: cast iron pan | chef knife | stand mixer | enamel casserole | bread tin | bamboo cutting board | copper saucepan
            product.5: wooden train set | building blocks | balance bike | jigsaw puzzle | plush bear | science kit | board game
            product.6: noise cancelling headphones | bookshelf speakers | record player | wireless earbuds | sound bar | portable radio
            product.7: raised garden bed | pruning shears | tomato seedlings | patio heater | hammock | watering can | bird feeder
            colour: black | white | navy | dark green | grey | rust red | beige | light blue
            size: small | medium | large | extra large | 38 | 40 | 42 | the standard size
            person: my sister | my husband | my daughter | a colleague | my mother | a friend | my son | myself
            occasion: a wedding in June | a birthday | our trip to Norway | the new flat | the holidays | an anniversary | the weekend | a leaving party
            place: Lyon | Hamburg | Vienna | Utrecht | Turin | Antwerp | Malaga | Krakow
            day: Friday | Saturday | Monday | Tuesday | Thursday evening | Sunday
            far: next year | after the summer | some day | in a few years | when we have moved | once I have a job again
            source: a friend | an advert | a magazine | a blog | a video | my neighbour
            part: the seam | the handle | the zip | the lid | the strap | the surface | the box | the packaging

            search0: how to repair {product} | {product} return policy | second hand {product} | {product} free plans | cancel order {product} | cheapest used {product} | how to clean {product} {colour}
            search1: {product} ideas for {occasion} | pictures of {product} | history of the {product} | {product} worth the money | {colour} {product} inspiration | good {product} for beginners
            search2: {product} {colour} | {product} for {person} | {colour} {product} {size} | {product} gift {occasion} | new {product} | {product} size guide
            search3: best {product} in {colour} under 200 euro | {product} {colour} {size} in stock | compare {product} prices {size} | {product} reviews {colour} {size} | {product} delivery to {place}
            search4: buy {product} {colour} {size} | {product} next day delivery {place} | order {product} {size} today | {product} discount code {colour} | {product} pick up in {place} {day}

            neutral: I came here through {source}. | I live near {place}. | It is meant for {person}. | The photos are nice. | I have known your shop for a while. | My favourite colour is {colour}. | I saw the {product} on your front page. | The weather in {place} has been awful. | I usually wear {size}. | The page loaded quickly on my phone. | I heard about the {product} from {source}.
            freezing: I sent the {product} back, {part} was broken. | Please cancel my order and refund me. | Never again, the {product} fell apart after a week. | Please delete my account and stop the emails. | Very disappointed with the {product}, {part} came loose. | I bought the {product} elsewhere for half the price. | Nobody answered my complaint about {part}. | I will not order here again. | Your support was rude when I asked about {part}.
            cool: I am only looking around for now. | I cannot afford the {product}, far too expensive for me. | Maybe {far}, nothing needed at the moment. | Just collecting ideas for {far}. | I was curious about the price of the {product}. | My old {product} will do for now. | I only wanted to see the pictures. | I am saving money this month, so nothing for me. | Perhaps I will come back {far}.
            lukewarm: I am not sure about the {product} yet. | Thinking about a gift for {person}, maybe the {product}. | Did the {product} change since last year? | I read about the {product} and wonder about the quality. | The {product} could be the right choice, I have not decided. | What would you recommend for {occasion}? | I like the {product} in {colour}, but some others as well.
            warm: Do you have the {product} in {colour}? | Will the {product} be back in stock in {size} soon? | How long does delivery to {place} take? | I like the {product} in {colour} and am comparing it with one other. | Can I pay by invoice? | Which size of the {product} should I take if I usually wear {size}? | I really like the {product}, just right for {occasion}. | Is there a warranty on the {product}? | Could you gift wrap the {product} for {person}?
            hot: I need the {product} by {day}, can you deliver to {place}? | I put the {product} in my basket and want to order today. | Please reserve the {product} in {colour} for me, I will pay tonight. | My discount code does not work at the checkout, please help so I can order. | I am ready to buy the {product} in {size}. | Finally found the {product} in {colour}, ordering right away. | Can I pick up the {product} in {place} on {day}? | I want two of the {product}, one for {person}. | It says "in stock", so I will take the {product} now.
            thanks: | | | Thanks! | Thank you in advance. | Kind regards. | Cheers.

            message0: {freezing} | {freezing} {neutral} | {neutral} {freezing} | {freezing} {cool} | {freezing} {freezing}
            message1: {cool} {thanks} | {neutral} {cool} | {cool} {neutral} | {cool} {cool} | {lukewarm} {cool}
            message2: {lukewarm} {neutral} {thanks} | {neutral} {lukewarm} | {neutral} {neutral} | {lukewarm} {thanks} | {lukewarm} {cool} | {lukewarm} {warm}
            message3: {warm} {thanks} | {neutral} {warm} {thanks} | {warm} {warm} {thanks} | {lukewarm} {warm} | {warm} {neutral}
            message4: {hot} {thanks} | {neutral} {hot} {thanks} | {warm} {hot} {thanks} | {hot} {warm} | {hot} {hot}
            """;

    private EnglishGrammar() {}
}
